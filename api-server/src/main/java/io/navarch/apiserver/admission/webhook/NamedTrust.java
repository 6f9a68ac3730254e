package io.navarch.apiserver.admission.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts a server whose certificate is for a given name, whatever address was connected to: a service's endpoint is reached by its IP
 * address, but its certificate is for NAME.NAMESPACE.svc.
 */
final class NamedTrust extends X509ExtendedTrustManager {

    private static final int DNS = 2;
    private static final int IP = 7;

    private final X509TrustManager chains;
    private final String name;

    private NamedTrust(X509TrustManager chains, String name) {
        this.chains = chains;
        this.name = name;
    }

    /** An empty bundle trusts what the JVM trusts. */
    static SSLContext context(byte[] caBundle, String name) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(caBundle.length == 0 ? null : keyStore(caBundle));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager chains) {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new NamedTrust(chains, name)}, null);
                return context;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    private static KeyStore keyStore(byte[] caBundle) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(caBundle));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    private void check(X509Certificate[] chain, String type) throws CertificateException {
        chains.checkServerTrusted(chain, type);
        Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
        boolean named = names != null && names.stream().anyMatch(this::isName);
        if (!named) {
            throw new CertificateException("tls: failed to verify certificate: x509: certificate is not valid for " + name);
        }
    }

    private boolean isName(List<?> entry) {
        String said = String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT);
        String wanted = name.toLowerCase(Locale.ROOT);
        if (entry.get(0).equals(IP)) {
            return said.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return entry.get(0).equals(DNS)
                && (said.equals(wanted) || said.startsWith("*.") && dot > 0 && wanted.substring(dot).equals(said.substring(1)));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }
}
