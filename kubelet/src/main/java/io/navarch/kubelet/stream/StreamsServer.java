package io.navarch.kubelet.stream;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The gRPC port of NodeStreams. Only the API server, or an administrator of the cluster, is answered. */
public final class StreamsServer implements AutoCloseable {

    private static final int LARGEST_MESSAGE_BYTES = 4 << 20;

    private final Server server;

    private StreamsServer(Server server) {
        this.server = server;
    }

    public static StreamsServer start(
            InetSocketAddress address, Supplier<Identity> identity, Collection<X509Certificate> trusted, NodeStreamsService service) {
        try {
            return new StreamsServer(NettyServerBuilder.forAddress(address)
                    .sslContext(Tls.grpcServer(identity, trusted))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                    .permitKeepAliveTime(5, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .intercept(new ApiServerOnly())
                    .addService(service)
                    .build()
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("the streams port " + address + " cannot be opened", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** Whether a certificate's holder may ask for streams and read of pods: the API server, or a member of system:masters. */
    public static boolean mayAsk(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        for (String part : subject.split("[,+]")) {
            if (part.equals("O=system:masters") || part.equals("CN=kube-apiserver") || part.equals("CN=kube-apiserver-kubelet-client")) {
                return true;
            }
        }
        return false;
    }

    private static final class ApiServerOnly implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (mayAsk(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))) {
                return next.startCall(call, headers);
            }
            call.close(Status.PERMISSION_DENIED.withDescription("only the API server is served"), new Metadata());
            return new ServerCall.Listener<>() {};
        }

        private static boolean mayAsk(@Nullable SSLSession session) {
            try {
                return session != null
                        && session.getPeerCertificates()[0] instanceof X509Certificate peer
                        && StreamsServer.mayAsk(peer);
            } catch (SSLPeerUnverifiedException nobody) {
                return false;
            }
        }
    }
}
