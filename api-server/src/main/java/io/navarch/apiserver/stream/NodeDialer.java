package io.navarch.apiserver.stream;

import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.navarch.proto.v1.NodeStreamsGrpc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Connections to the kubelets' stream ports: one per node, opened when first needed, given up after {@value #IDLE_MINUTES} idle minutes. */
public final class NodeDialer implements AutoCloseable {

    static final int IDLE_MINUTES = 5;

    /** Where a kubelet serves its streams. The name is what its certificate must be for. */
    public record NodeAddress(String host, int port, String name) {}

    private final ChannelCredentials credentials;
    private final Map<NodeAddress, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** The credentials hold the API server's client certificate and the cluster CA. */
    public NodeDialer(ChannelCredentials credentials) {
        this.credentials = credentials;
    }

    public NodeStreamsGrpc.NodeStreamsStub dial(NodeAddress node) {
        return NodeStreamsGrpc.newStub(channels.computeIfAbsent(node, this::open));
    }

    private ManagedChannel open(NodeAddress node) {
        return NettyChannelBuilder.forAddress(node.host(), node.port(), credentials)
                .overrideAuthority(node.name())
                .idleTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
