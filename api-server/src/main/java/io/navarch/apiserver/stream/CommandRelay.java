package io.navarch.apiserver.stream;

import com.google.protobuf.ByteString;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.navarch.proto.v1.ExecExit;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.ExecStart;
import io.navarch.proto.v1.TerminalSize;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One exec or attach: hands what the client's framing brings to the node, and what the node says to the framing. Output is asked of the
 * node one frame at a time, the next one when the client's connection has taken the last.
 */
final class CommandRelay {

    /** The client's side, in whatever framing. Every send tells by its future when the connection has taken it. */
    interface Client {
        ChannelFuture stdout(ByteBuf data);

        ChannelFuture stderr(ByteBuf data);

        /** The last thing sent: how it ended. The framing closes after it. */
        void ended(ExecExit exit);

        /** Whether the client's connection is to be read. */
        void reading(Reading reading);
    }

    enum Reading {
        ON,
        OFF
    }

    private final Client client;
    private final AtomicBoolean over = new AtomicBoolean();
    private ClientCallStreamObserver<ExecFrame> node;

    /** Calls the node; {@code call} is the stub's exec or attach. */
    CommandRelay(
            ExecStart start,
            Function<StreamObserver<ExecFrame>, StreamObserver<ExecFrame>> call,
            Client client) {
        this.client = client;
        call.apply(new FromNode());
        node.onNext(ExecFrame.newBuilder().setStart(start).build());
    }

    void stdin(ByteBuf data) {
        send(ExecFrame.newBuilder().setStdin(ByteString.copyFrom(data.nioBuffer())).build());
    }

    void stdinClosed() {
        send(ExecFrame.newBuilder().setStdinClosed(true).build());
    }

    void resize(int width, int height) {
        send(ExecFrame.newBuilder()
                .setResize(TerminalSize.newBuilder().setWidth(width).setHeight(height))
                .build());
    }

    /** The client is gone: what it started is ended on the node. */
    void clientGone() {
        if (over.compareAndSet(false, true)) {
            node.cancel("the client is gone", null);
        }
    }

    private void send(ExecFrame frame) {
        if (over.get()) {
            return;
        }
        node.onNext(frame);
        if (!node.isReady()) {
            client.reading(Reading.OFF);
            if (node.isReady()) {
                client.reading(Reading.ON);
            }
        }
    }

    private final class FromNode implements ClientResponseObserver<ExecFrame, ExecFrame> {

        @Override
        public void beforeStart(ClientCallStreamObserver<ExecFrame> stream) {
            node = stream;
            stream.disableAutoRequestWithInitial(1);
            stream.setOnReadyHandler(() -> client.reading(Reading.ON));
        }

        @Override
        public void onNext(ExecFrame frame) {
            switch (frame.getFrameCase()) {
                case STDOUT -> then(client.stdout(bytes(frame.getStdout())));
                case STDERR -> then(client.stderr(bytes(frame.getStderr())));
                case EXIT -> end(frame.getExit());
                case START, STDIN, STDIN_CLOSED, RESIZE, FRAME_NOT_SET -> node.request(1);
            }
        }

        private void then(ChannelFuture taken) {
            taken.addListener(done -> {
                if (done.isSuccess()) {
                    node.request(1);
                } else {
                    clientGone();
                }
            });
        }

        @Override
        public void onError(Throwable trouble) {
            end(ExecExit.newBuilder()
                    .setMessage("error dialing backend: " + trouble.getMessage())
                    .build());
        }

        @Override
        public void onCompleted() {
            end(ExecExit.newBuilder().setMessage("the node ended the stream").build());
        }

        private void end(ExecExit exit) {
            if (over.compareAndSet(false, true)) {
                client.ended(exit);
                node.cancel("ended", null);
            }
        }
    }

    private static ByteBuf bytes(ByteString data) {
        return Unpooled.wrappedBuffer(data.asReadOnlyByteBuffer());
    }
}
