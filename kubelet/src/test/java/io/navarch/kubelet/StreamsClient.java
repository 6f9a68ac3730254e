package io.navarch.kubelet;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.navarch.kubelet.stream.NodeStreamsService;
import io.navarch.proto.v1.ExecFrame;
import io.navarch.proto.v1.ExecStart;
import io.navarch.proto.v1.LogsRequest;
import io.navarch.proto.v1.NodeStreamsGrpc;
import io.navarch.proto.v1.PodRef;
import io.navarch.proto.v1.PortForwardFrame;
import io.navarch.proto.v1.PortForwardStart;
import io.navarch.proto.v1.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Asks a node for streams as the API server does. */
final class StreamsClient implements AutoCloseable {

    private final Server server;
    private final ManagedChannel channel;

    StreamsClient(RealNode node, Timers timers) throws IOException {
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .addService(new NodeStreamsService(StreamsOf.real(node, timers), timers)).build().start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    private static PodRef ref(String pod) {
        return PodRef.newBuilder().setNamespace("default").setName(pod).build();
    }

    Command exec(String pod, boolean tty, String... command) {
        Command made = new Command();
        made.requests = NodeStreamsGrpc.newStub(channel).exec(made);
        made.requests.onNext(ExecFrame.newBuilder().setStart(ExecStart.newBuilder()
                .setPod(ref(pod)).addAllCommand(List.of(command)).setStdin(true).setStdout(true).setStderr(!tty).setTty(tty)).build());
        return made;
    }

    String logs(String pod, UnaryOperator<LogsRequest.Builder> options) {
        StringBuilder all = new StringBuilder();
        NodeStreamsGrpc.newBlockingStub(channel).logs(options.apply(LogsRequest.newBuilder().setPod(ref(pod))).build())
                .forEachRemaining(chunk -> all.append(chunk.getData().toStringUtf8()));
        return all.toString();
    }

    /** What came back, or the error. */
    String forward(String pod, int port, String text) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StreamObserver<PortForwardFrame> requests = NodeStreamsGrpc.newStub(channel).portForward(new StreamObserver<>() {
            @Override
            public void onNext(PortForwardFrame frame) {
                answer.complete(frame.getFrameCase() == PortForwardFrame.FrameCase.ERROR ? frame.getError() : frame.getData().toStringUtf8());
            }

            @Override
            public void onError(Throwable trouble) {
                answer.complete(trouble.toString());
            }

            @Override
            public void onCompleted() {
                answer.complete("");
            }
        });
        requests.onNext(PortForwardFrame.newBuilder().setStart(PortForwardStart.newBuilder().setPod(ref(pod)).setPort(port)).build());
        requests.onNext(PortForwardFrame.newBuilder().setData(ByteString.copyFromUtf8(text)).build());
        String said = answer.orTimeout(10, TimeUnit.SECONDS).join();
        requests.onCompleted();
        return said;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    static final class Command implements StreamObserver<ExecFrame> {
        private StreamObserver<ExecFrame> requests;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final CompletableFuture<String> exit = new CompletableFuture<>();

        void stdin(String text) {
            requests.onNext(ExecFrame.newBuilder().setStdin(ByteString.copyFromUtf8(text)).build());
        }

        void stdinClosed() {
            requests.onNext(ExecFrame.newBuilder().setStdinClosed(true).build());
        }

        void resize(int width, int height) {
            requests.onNext(ExecFrame.newBuilder().setResize(TerminalSize.newBuilder().setWidth(width).setHeight(height)).build());
        }

        String stdout() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String stderr() {
            return err.toString(StandardCharsets.UTF_8);
        }

        /** "CODE MESSAGE". */
        String exit() throws Exception {
            return exit.get(10, TimeUnit.SECONDS);
        }

        @Override
        public void onNext(ExecFrame frame) {
            switch (frame.getFrameCase()) {
                case STDOUT -> out.writeBytes(frame.getStdout().toByteArray());
                case STDERR -> err.writeBytes(frame.getStderr().toByteArray());
                case EXIT -> exit.complete(frame.getExit().getExitCode() + " " + frame.getExit().getMessage());
                default -> {}
            }
        }

        @Override
        public void onError(Throwable trouble) {
            exit.complete(trouble.toString());
        }

        @Override
        public void onCompleted() {
            exit.complete("ended without exit");
        }
    }
}
