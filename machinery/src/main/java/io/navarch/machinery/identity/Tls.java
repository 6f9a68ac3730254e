package io.navarch.machinery.identity;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * TLS 1.2 and 1.3 out of identities. An identity is given as a supplier and asked for again at most once a minute, so that a
 * renewed certificate is used by new connections without a restart.
 */
public final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /** For the JDK's HTTPS server and client. */
    public static SSLContext jdk(Supplier<Identity> identity, Collection<X509Certificate> trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new RenewedKeyManager(identity)}, new TrustManager[] {trust(trusted)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }

    /** For a gRPC client that shows who it is. */
    public static SslContext grpcClient(Supplier<Identity> identity, Collection<X509Certificate> trusted) {
        return build(GrpcSslContexts.configure(SslContextBuilder.forClient())
                .keyManager(new RenewedKeyManager(identity))
                .trustManager(trust(trusted))
                .protocols(PROTOCOLS));
    }

    /** For a gRPC server that demands its clients' certificates. */
    public static SslContext grpcServer(Supplier<Identity> identity, Collection<X509Certificate> trustedClients) {
        return build(GrpcSslContexts.configure(SslContextBuilder.forServer(new RenewedKeyManager(identity)))
                .trustManager(trust(trustedClients))
                .clientAuth(ClientAuth.REQUIRE)
                .protocols(PROTOCOLS));
    }

    /** Trusts what one of the given authorities signed, and nothing else. */
    public static X509TrustManager trust(Collection<X509Certificate> authorities) {
        try {
            java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int at = 0;
            for (X509Certificate one : authorities) {
                store.setCertificateEntry("ca-" + at++, one);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("no trust manager", e);
        }
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }
}
