package io.navarch.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** A number of requests, each other than the one before, some of them under way at any time on each connection. */
public final class ClosedLoop {

    private static final long PATIENCE_MINUTES = 3;
    private static final long NANOS_PER_MICRO = 1000;

    private final IntFunction<Request> requests;
    private final int count;
    private final long[] micros;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final CountDownLatch left;

    /** One request. */
    public record Request(String method, String path, String contentType, byte[] body) {}

    private ClosedLoop(int count, IntFunction<Request> requests) {
        this.count = count;
        this.requests = requests;
        this.micros = new long[count];
        this.left = new CountDownLatch(count);
    }

    public static Load run(List<H2Client.Connection> connections, int atATime, int count, IntFunction<Request> requests) {
        ClosedLoop loop = new ClosedLoop(count, requests);
        long begun = System.nanoTime();
        for (int i = 0; i < atATime; i++) {
            connections.forEach(loop::send);
        }
        try {
            if (!loop.left.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(loop.left.getCount() + " requests were not answered");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return Load.of(seconds, loop.micros, loop.bytes.get(), loop.failed.get());
    }

    private void send(H2Client.Connection connection) {
        int number = next.getAndIncrement();
        if (number >= count) {
            return;
        }
        Request request = requests.apply(number);
        long begun = System.nanoTime();
        connection.send(request.method, request.path, request.contentType, request.body, new H2Client.Listener() {
            private int code;

            @Override
            public void begun(int answered) {
                code = answered;
            }

            @Override
            public void bytes(ByteBuf part) {
                bytes.addAndGet(part.readableBytes());
            }

            @Override
            public void ended() {
                micros[number] = (System.nanoTime() - begun) / NANOS_PER_MICRO;
                if (code / 100 != 2) {
                    failed.incrementAndGet();
                }
                left.countDown();
                send(connection);
            }
        });
    }
}
