package io.navarch.machinery.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.EquivalentAddressGroup;
import io.grpc.ForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.identity.Tls;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The ways to an API server: over mutual TLS to one or more of them, or inside one JVM. */
public final class ApiChannels {

    /** Who calls over an in-process channel. Only an in-process server may believe these. */
    public static final Metadata.Key<String> CALLER_USER =
            Metadata.Key.of("navarch-user", Metadata.ASCII_STRING_MARSHALLER);

    /** The caller's groups, one value each. */
    public static final Metadata.Key<String> CALLER_GROUP =
            Metadata.Key.of("navarch-group", Metadata.ASCII_STRING_MARSHALLER);

    /** Largest message either way: a whole list of 100,000 pods of 3 kB would not fit, a batch of one does many times. */
    public static final int LARGEST_MESSAGE_BYTES = 64 << 20;

    private static final int PING_AFTER_SECONDS = 10;
    private static final int PONG_WITHIN_SECONDS = 5;

    private ApiChannels() {}

    /**
     * To API servers at "host:port", in turn; one that is not reachable is left out until it is again. Idle connections are pinged
     * every 10 s so that a machine that vanished is noticed within 15 s; the server must permit that.
     */
    public static ManagedChannel secure(
            List<String> endpoints, Supplier<Identity> identity, Collection<X509Certificate> trusted) {
        NettyChannelBuilder builder = endpoints.size() == 1
                ? NettyChannelBuilder.forTarget("dns:///" + endpoints.getFirst())
                : NettyChannelBuilder.forTarget(registered(endpoints)).defaultLoadBalancingPolicy("round_robin");
        return builder.sslContext(Tls.grpcClient(identity, trusted))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .keepAliveTime(PING_AFTER_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PONG_WITHIN_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                .build();
    }

    /** To the API server of this JVM that serves under the name, as the given subject. */
    public static ManagedChannel inProcess(String serverName, Subject caller) {
        return InProcessChannelBuilder.forName(serverName)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                .intercept(new Introduction(caller))
                .build();
    }

    private record Introduction(Subject caller) implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    headers.put(CALLER_USER, caller.commonName());
                    caller.organizations().forEach(group -> headers.put(CALLER_GROUP, group));
                    super.start(listener, headers);
                }
            };
        }
    }

    static {
        NameResolverRegistry.getDefaultRegistry().register(new Endpoints());
    }

    private static String registered(List<String> endpoints) {
        return Endpoints.SCHEME + ":///" + String.join(",", endpoints);
    }

    /** Resolves "navarch:///host:port,host:port" to those addresses; host names are looked up anew at each try. */
    static final class Endpoints extends NameResolverProvider {

        static final String SCHEME = "navarch";

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 5;
        }

        @Override
        public String getDefaultScheme() {
            return SCHEME;
        }

        @Override
        public NameResolver newNameResolver(URI target, NameResolver.Args args) {
            List<String> endpoints = List.of(target.getPath().substring(1).split(","));
            return new NameResolver() {
                private Listener2 listener;

                @Override
                public String getServiceAuthority() {
                    return endpoints.getFirst();
                }

                @Override
                public void start(Listener2 to) {
                    listener = to;
                    refresh();
                }

                @Override
                public void refresh() {
                    List<EquivalentAddressGroup> groups = endpoints.stream().map(Endpoints::address).toList();
                    listener.onResult2(ResolutionResult.newBuilder()
                            .setAddressesOrError(StatusOr.fromValue(groups))
                            .build());
                }

                @Override
                public void shutdown() {}
            };
        }

        private static EquivalentAddressGroup address(String endpoint) {
            int colon = endpoint.lastIndexOf(':');
            String host = endpoint.substring(0, colon);
            return new EquivalentAddressGroup(
                    List.of(new InetSocketAddress(host, Integer.parseInt(endpoint.substring(colon + 1)))),
                    io.grpc.Attributes.newBuilder()
                            .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, endpoint)
                            .build());
        }
    }
}
