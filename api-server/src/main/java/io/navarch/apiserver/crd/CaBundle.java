package io.navarch.apiserver.crd;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The certificates a webhook's client trusts, PEM in base64. */
final class CaBundle {

    private CaBundle() {}

    /** Whether the bundle of a client configuration can be read; one that is absent can. */
    static boolean usable(JsonNode clientConfig) {
        String bundle = clientConfig.path("caBundle").asString("");
        return bundle.isEmpty() || !certificates(bundle).isEmpty();
    }

    /** Empty when it holds no certificate that can be read. */
    static List<X509Certificate> certificates(String bundle) {
        try {
            byte[] pem = Base64.getMimeDecoder().decode(bundle);
            List<X509Certificate> certificates = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
            return certificates;
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }
}
