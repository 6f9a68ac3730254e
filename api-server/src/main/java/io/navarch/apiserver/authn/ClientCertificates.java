package io.navarch.apiserver.authn;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.X509TrustManager;

/** A certificate that the cluster's authority signed for a client speaks for its common name, in the groups of its organizations. */
public final class ClientCertificates implements Authenticator {

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final X509TrustManager trust;

    public ClientCertificates(X509TrustManager trust) {
        this.trust = trust;
    }

    @Override
    public Verdict authenticate(Credentials credentials) {
        if (credentials.certificates().isEmpty()) {
            return Verdict.NOT_MINE;
        }
        X509Certificate certificate = credentials.certificates().getFirst();
        try {
            trust.checkClientTrusted(
                    credentials.certificates().toArray(X509Certificate[]::new), certificate.getPublicKey().getAlgorithm());
            List<String> usages = certificate.getExtendedKeyUsage();
            if (usages == null || !usages.contains(CLIENT_AUTH) && !usages.contains(ANY_USAGE)) {
                return new Verdict.Bad("the certificate is not meant for clients");
            }
            return user(certificate);
        } catch (CertificateException | InvalidNameException notTrusted) {
            return new Verdict.Bad(String.valueOf(notTrusted.getMessage()));
        }
    }

    private static Verdict user(X509Certificate certificate) throws InvalidNameException {
        String name = "";
        List<String> groups = new ArrayList<>();
        for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
            switch (part.getType()) {
                case "CN" -> name = part.getValue().toString();
                case "O" -> groups.add(part.getValue().toString());
                default -> {}
            }
        }
        return name.isEmpty()
                ? new Verdict.Bad("the certificate has no common name")
                : new Verdict.Known(new User(name, "", List.copyOf(groups), Map.of()));
    }
}
