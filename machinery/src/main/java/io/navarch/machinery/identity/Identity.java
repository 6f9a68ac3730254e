package io.navarch.machinery.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A private key with the certificate that goes with it, the leaf first. */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Whether less than a third of the certificate's life is left. */
    public boolean dueForRenewal(Instant now) {
        Instant from = certificate().getNotBefore().toInstant();
        Instant until = certificate().getNotAfter().toInstant();
        Duration third = Duration.between(from, until).dividedBy(3);
        return now.isAfter(until.minus(third));
    }

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return "Identity[" + certificate().getSubjectX500Principal() + "]";
    }
}
