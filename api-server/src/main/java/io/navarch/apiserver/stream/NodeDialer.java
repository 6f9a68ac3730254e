package io.navarch.apiserver.stream;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.navarch.proto.v1.NodeStreamsGrpc;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Connections to the kubelets' stream ports: one per node, opened when first needed, given up after {@value #IDLE_MINUTES} idle minutes. */
public final class NodeDialer implements AutoCloseable {

    static final int IDLE_MINUTES = 5;
    private static final int LARGEST_MESSAGE_BYTES = 16 << 20;

    /** Where a kubelet serves its streams. The name is what its certificate must be for. */
    public record NodeAddress(String host, int port, String name) {}

    private final Function<InetSocketAddress, NettyChannelBuilder> builders;
    private final Map<NodeAddress, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** The TLS context has the API server's client certificate and trusts the cluster's authority. */
    public static NodeDialer secure(SslContext tls) {
        return new NodeDialer(address -> NettyChannelBuilder.forAddress(address).sslContext(tls));
    }

    NodeDialer(Function<InetSocketAddress, NettyChannelBuilder> builders) {
        this.builders = builders;
    }

    public NodeStreamsGrpc.NodeStreamsStub dial(NodeAddress node) {
        return NodeStreamsGrpc.newStub(channels.computeIfAbsent(node, this::open));
    }

    private ManagedChannel open(NodeAddress node) {
        return builders.apply(new InetSocketAddress(node.host(), node.port()))
                .overrideAuthority(node.name())
                .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                .idleTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
