package io.navarch.apiserver.stream;

import com.google.protobuf.ByteString;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.navarch.proto.v1.PodRef;
import io.navarch.proto.v1.PortForwardFrame;
import io.navarch.proto.v1.PortForwardStart;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** One forwarded connection between a client's framing and a port of a pod. */
final class PortRelay {

    /** The client's side of one connection. */
    interface Client {
        ChannelFuture send(ByteBuf data);

        /** What went wrong, said on the error stream; {@link #closed} follows. */
        void error(String message);

        /** The pod's side is done; nothing follows. */
        void closed();

        void reading(CommandRelay.Reading reading);
    }

    private final Client client;
    private final AtomicBoolean over = new AtomicBoolean();
    private ClientCallStreamObserver<PortForwardFrame> node;

    PortRelay(
            PodRef pod,
            int port,
            Function<StreamObserver<PortForwardFrame>, StreamObserver<PortForwardFrame>> call,
            Client client) {
        this.client = client;
        call.apply(new FromNode(pod, port));
        node.onNext(PortForwardFrame.newBuilder()
                .setStart(PortForwardStart.newBuilder().setPod(pod).setPort(port))
                .build());
    }

    void data(ByteBuf data) {
        if (over.get() || !data.isReadable()) {
            return;
        }
        node.onNext(PortForwardFrame.newBuilder()
                .setData(ByteString.copyFrom(data.nioBuffer()))
                .build());
        if (!node.isReady()) {
            client.reading(CommandRelay.Reading.OFF);
            if (node.isReady()) {
                client.reading(CommandRelay.Reading.ON);
            }
        }
    }

    /** The client sends no more; what the pod still says is delivered. */
    void dataEnded() {
        if (!over.get()) {
            node.onCompleted();
        }
    }

    void clientGone() {
        if (over.compareAndSet(false, true)) {
            node.cancel("the client is gone", null);
        }
    }

    private final class FromNode implements ClientResponseObserver<PortForwardFrame, PortForwardFrame> {

        private final String what;

        private FromNode(PodRef pod, int port) {
            this.what = "error forwarding port " + port + " to pod " + pod.getName() + ", uid " + pod.getUid() + ": ";
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<PortForwardFrame> stream) {
            node = stream;
            stream.disableAutoRequestWithInitial(1);
            stream.setOnReadyHandler(() -> client.reading(CommandRelay.Reading.ON));
        }

        @Override
        public void onNext(PortForwardFrame frame) {
            switch (frame.getFrameCase()) {
                case DATA -> client.send(Unpooled.wrappedBuffer(frame.getData().asReadOnlyByteBuffer()))
                        .addListener(done -> {
                            if (done.isSuccess()) {
                                node.request(1);
                            } else {
                                clientGone();
                            }
                        });
                case ERROR -> fail(frame.getError());
                case START, FRAME_NOT_SET -> node.request(1);
            }
        }

        @Override
        public void onError(Throwable trouble) {
            fail(String.valueOf(trouble.getMessage()));
        }

        private void fail(String why) {
            if (over.compareAndSet(false, true)) {
                client.error(what + why);
                client.closed();
                node.cancel("failed", null);
            }
        }

        @Override
        public void onCompleted() {
            if (over.compareAndSet(false, true)) {
                client.closed();
            }
        }
    }
}
