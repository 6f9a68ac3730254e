package io.navarch.kubelet.stream;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.proto.v1.PortForwardFrame;
import io.navarch.proto.v1.PortForwardStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One forwarded connection: what the asker sends goes to the pod's port, what comes back goes to the asker. */
final class PortStream implements StreamObserver<PortForwardFrame> {

    /** Connects as the first frame asks. */
    interface Opening {
        ByteChannel open(PortForwardStart start) throws IOException;
    }

    private static final int BUFFER = 32 << 10;
    private static final PortForwardFrame END = PortForwardFrame.getDefaultInstance();
    private static final PortForwardFrame NO_MORE = PortForwardFrame.newBuilder().setError("").build();

    private final ServerCallStreamObserver<PortForwardFrame> stream;
    private final Pacing<PortForwardFrame> out;
    private final Timers timers;
    private final Opening opening;
    private final BlockingQueue<PortForwardFrame> frames = new LinkedBlockingQueue<>();
    private @Nullable ByteChannel pod;

    PortStream(ServerCallStreamObserver<PortForwardFrame> stream, Timers timers, Opening opening) {
        this.stream = stream;
        this.timers = timers;
        this.opening = opening;
        this.out = new Pacing<>(stream, () -> frames.add(END));
        stream.disableAutoRequest();
        stream.request(1);
        timers.run(this::run);
    }

    @Override
    public void onNext(PortForwardFrame frame) {
        frames.add(frame);
    }

    @Override
    public void onError(Throwable gone) {
        frames.add(END);
    }

    @Override
    public void onCompleted() {
        frames.add(NO_MORE);
    }

    private void run() {
        try {
            while (true) {
                PortForwardFrame frame = frames.take();
                if (frame == END) {
                    return;
                }
                take(frame);
                stream.request(1);
            }
        } catch (Unavailable | RuntimeTrouble | IOException trouble) {
            out.endWith(PortForwardFrame.newBuilder().setError(String.valueOf(trouble.getMessage())).build());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void take(PortForwardFrame frame) throws IOException {
        if (frame == NO_MORE) {
            if (pod instanceof SocketChannel socket) {
                socket.shutdownOutput();
            }
            return;
        }
        switch (frame.getFrameCase()) {
            case START -> {
                ByteChannel opened = opening.open(frame.getStart());
                pod = opened;
                timers.run(() -> fromPod(opened));
            }
            case DATA -> {
                ByteBuffer data = frame.getData().asReadOnlyByteBuffer();
                while (pod != null && data.hasRemaining()) {
                    pod.write(data);
                }
            }
            case ERROR, FRAME_NOT_SET -> {}
        }
    }

    private void fromPod(ByteChannel from) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer.clear()) >= 0) {
                if (!out.send(PortForwardFrame.newBuilder().setData(ByteString.copyFrom(buffer.flip())).build())) {
                    break;
                }
            }
        } catch (IOException closed) {
            out.end();
        }
        out.end();
        frames.add(END);
    }

    private void close() {
        try {
            if (pod != null) {
                pod.close();
            }
        } catch (IOException closing) {
            org.slf4j.LoggerFactory.getLogger(PortStream.class).trace("closing", closing);
        }
    }
}
