package io.navarch.kubelet.stream;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.proto.v1.ExecExit;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.ExecStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One exec or attach. Frames are asked for one at a time and handled in order on a thread of their own, which may block. */
final class CommandStream implements StreamObserver<ExecFrame> {

    /** Starts what the first frame asks for. */
    interface Opening {
        ContainerStreams.Input open(ExecStart start, ContainerStreams.Output output) throws IOException;
    }

    private static final ExecFrame END = ExecFrame.getDefaultInstance();

    private final ServerCallStreamObserver<ExecFrame> stream;
    private final Pacing<ExecFrame> out;
    private final Opening opening;
    private final BlockingQueue<ExecFrame> frames = new LinkedBlockingQueue<>();
    private ContainerStreams.@Nullable Input input;

    CommandStream(ServerCallStreamObserver<ExecFrame> stream, Timers timers, Opening opening) {
        this.stream = stream;
        this.opening = opening;
        this.out = new Pacing<>(stream, () -> frames.add(END));
        stream.disableAutoRequest();
        stream.request(1);
        timers.run(this::run);
    }

    @Override
    public void onNext(ExecFrame frame) {
        frames.add(frame);
    }

    @Override
    public void onError(Throwable gone) {
        frames.add(END);
    }

    /** The asker sends no more, but still listens. */
    @Override
    public void onCompleted() {
        frames.add(ExecFrame.newBuilder().setStdinClosed(true).build());
    }

    private void run() {
        try {
            while (true) {
                ExecFrame frame = frames.take();
                if (frame == END) {
                    return;
                }
                take(frame);
                stream.request(1);
            }
        } catch (Unavailable | RuntimeTrouble | IOException refused) {
            exit(0, String.valueOf(refused.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (input != null) {
                input.close();
            }
        }
    }

    private void take(ExecFrame frame) throws IOException {
        if (frame.getFrameCase() == ExecFrame.FrameCase.START) {
            input = opening.open(frame.getStart(), new ToAsker());
            return;
        }
        if (input == null) {
            throw new IOException("the first frame must say what to start");
        }
        switch (frame.getFrameCase()) {
            case STDIN -> input.stdin(frame.getStdin().asReadOnlyByteBuffer());
            case STDIN_CLOSED -> input.stdinClosed();
            case RESIZE -> input.resize(frame.getResize().getWidth(), frame.getResize().getHeight());
            case START, STDOUT, STDERR, EXIT, FRAME_NOT_SET -> {}
        }
    }

    private void exit(int code, String message) {
        out.endWith(ExecFrame.newBuilder().setExit(ExecExit.newBuilder().setExitCode(code).setMessage(message)).build());
    }

    private final class ToAsker implements ContainerStreams.Output {
        @Override
        public void stdout(ByteBuffer data) {
            out.send(ExecFrame.newBuilder().setStdout(ByteString.copyFrom(data)).build());
        }

        @Override
        public void stderr(ByteBuffer data) {
            out.send(ExecFrame.newBuilder().setStderr(ByteString.copyFrom(data)).build());
        }

        @Override
        public void ended(int exitCode, String message) {
            exit(exitCode, message);
            frames.add(END);
        }
    }
}
