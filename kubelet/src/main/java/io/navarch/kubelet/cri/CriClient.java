package io.navarch.kubelet.cri;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.proto.containerd.events.v1.EventsGrpc;
import io.navarch.proto.cri.v1.ImageServiceGrpc;
import io.navarch.proto.cri.v1.RuntimeServiceGrpc;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The runtime's unix socket. Every call has a limit; what goes wrong is {@link RuntimeTrouble}. */
public final class CriClient implements AutoCloseable {

    static final Duration CALL_LIMIT = Duration.ofMinutes(2);
    static final Duration PULL_LIMIT = Duration.ofMinutes(15);
    private static final int MESSAGE_LIMIT = 16 << 20;
    private static final Metadata.Key<String> NAMESPACE = Metadata.Key.of("containerd-namespace", Metadata.ASCII_STRING_MARSHALLER);

    private final EventLoopGroup loop;
    private final ManagedChannel channel;

    public CriClient(Path socket) {
        this.loop = new MultiThreadIoEventLoopGroup(1, Thread.ofPlatform().name("cri").daemon().factory(), NioIoHandler.newFactory());
        this.channel = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .eventLoopGroup(loop)
                .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                .overrideAuthority("localhost")
                .maxInboundMessageSize(MESSAGE_LIMIT)
                .usePlaintext()
                .build();
    }

    EventLoopGroup loop() {
        return loop;
    }

    <A> A runtime(Function<RuntimeServiceGrpc.RuntimeServiceBlockingStub, A> call) {
        return runtime(CALL_LIMIT, call);
    }

    <A> A runtime(Duration limit, Function<RuntimeServiceGrpc.RuntimeServiceBlockingStub, A> call) {
        return translated(() -> call.apply(
                RuntimeServiceGrpc.newBlockingStub(channel).withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)));
    }

    <A> A images(Duration limit, Function<ImageServiceGrpc.ImageServiceBlockingStub, A> call) {
        return translated(() -> call.apply(
                ImageServiceGrpc.newBlockingStub(channel).withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)));
    }

    RuntimeServiceGrpc.RuntimeServiceStub runtimeStreams() {
        return RuntimeServiceGrpc.newStub(channel);
    }

    /** containerd's own events, of the namespace in which its CRI keeps containers. */
    EventsGrpc.EventsStub containerdEvents() {
        Metadata headers = new Metadata();
        headers.put(NAMESPACE, "k8s.io");
        return EventsGrpc.newStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static <A> A translated(java.util.function.Supplier<A> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            String said = e.getStatus().getDescription();
            throw new RuntimeTrouble(said == null ? e.getStatus().getCode().toString() : said, e);
        }
    }

    /** Whether the runtime did not answer at all, as opposed to saying no. */
    static boolean unreachable(RuntimeTrouble trouble) {
        return trouble.getCause() instanceof StatusRuntimeException e
                && (e.getStatus().getCode() == Status.Code.UNAVAILABLE || e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED);
    }

    static boolean notFound(RuntimeTrouble trouble) {
        return trouble.getCause() instanceof StatusRuntimeException e && e.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
