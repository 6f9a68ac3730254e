package io.navarch.machinery.identity;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
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

    /** For the API server: HTTP/2 and 1.1, and clients may show a certificate, which is then looked at by whoever asks for it. */
    public static SslContext https(Supplier<Identity> identity, Collection<X509Certificate> trustedClients) {
        return build(SslContextBuilder.forServer(new RenewedKeyManager(identity))
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .trustManager(new UncheckedClients(trust(trustedClients).getAcceptedIssuers()))
                .clientAuth(ClientAuth.OPTIONAL)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1))
                .protocols(PROTOCOLS));
    }

    /** Names the authorities, but leaves the judgement of a certificate to authentication, which can answer with words. */
    private static final class UncheckedClients extends X509ExtendedTrustManager {
        private final X509Certificate[] issuers;

        private UncheckedClients(X509Certificate[] issuers) {
            this.issuers = issuers;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return issuers.clone();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this end is the server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
            checkServerTrusted(chain, authType);
        }
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
