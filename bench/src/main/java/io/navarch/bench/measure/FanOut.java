package io.navarch.bench.measure;

import io.navarch.bench.load.ClosedLoop.Request;
import io.navarch.bench.load.H2Client;
import io.navarch.bench.load.Load;
import io.navarch.bench.target.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many watch one collection while it is written to as fast as that goes. An event is a line. */
final class FanOut {

    private static final String WATCHED = "/api/v1/namespaces/bench-written/configmaps";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private FanOut() {}

    /** Counts lines; only its event loop writes. */
    private static final class Watcher implements H2Client.Listener {
        private final CountDownLatch begun;
        private volatile int events;
        private volatile boolean over;

        private Watcher(CountDownLatch begun) {
            this.begun = begun;
        }

        @Override
        public void begun(int code) {
            over = code != 200;
            begun.countDown();
        }

        @Override
        public void bytes(ByteBuf part) {
            int lines = 0;
            int from = part.readerIndex();
            for (int at; (at = part.forEachByte(from, part.writerIndex() - from, ByteProcessor.FIND_LF)) >= 0; from = at + 1) {
                lines++;
            }
            events = events + lines;
        }

        @Override
        public void ended() {
            over = true;
        }
    }

    static Result of(Stage stage, String name, int connections, int watchersEach, int writes) {
        int watchers = connections * watchersEach;
        CountDownLatch begun = new CountDownLatch(watchers);
        List<Watcher> all = new ArrayList<>();
        Load load;
        long nanos;
        Optional<Usage> before;
        try (H2Client watching = new H2Client(stage.target())) {
            String revision = revision(stage);
            for (int c = 0; c < connections; c++) {
                H2Client.Connection connection = watching.connect();
                for (int w = 0; w < watchersEach; w++) {
                    Watcher watcher = new Watcher(begun);
                    all.add(watcher);
                    connection.send("GET", WATCHED + "?watch=true&resourceVersion=" + revision, "", new byte[0], watcher);
                }
            }
            if (!begun.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(begun.getCount() + " watches did not begin");
            }
            before = stage.target().usage();
            long start = System.nanoTime();
            load = stage.closedLoop(writes, i -> configMap());
            while (System.nanoTime() - start < PATIENCE_NANOS
                    && all.stream().anyMatch(w -> w.events < writes && !w.over)) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            nanos = System.nanoTime() - start;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
        long events = all.stream().mapToLong(w -> w.events).sum();
        long complete = all.stream().filter(w -> w.events == writes).count();
        return new Result(name, events / (nanos / 1e9), "events/s", Optional.of(load), before, stage.target().usage(),
                "%d writes at %.0f/s; %d of %d watchers got every event".formatted(writes, load.perSecond(), complete, watchers));
    }

    private static String revision(Stage stage) {
        try (var probe = new io.navarch.bench.target.Probe(stage.target())) {
            return io.navarch.machinery.object.Json.tree(probe.ask("GET", WATCHED + "?limit=1", ""))
                    .at("/metadata/resourceVersion").asString("");
        }
    }

    private static Request configMap() {
        String body = """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"event-"},"data":{"text":"%s"}}"""
                .formatted("x".repeat(700));
        return new Request("POST", WATCHED, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
