package io.navarch.machinery.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority: an EC P-256 key and its self-signed certificate, and what it issues. */
public final class ClusterAuthority {

    static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    static final Duration CERTIFICATE_LIFE = Duration.ofDays(365);
    /** Clocks of machines differ: certificates are valid a little before they were made. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 127;

    /** What the holder of a certificate may do with it. */
    public enum Usage {
        CLIENT(KeyPurposeId.id_kp_clientAuth),
        SERVER(KeyPurposeId.id_kp_serverAuth);

        private final KeyPurposeId purpose;

        Usage(KeyPurposeId purpose) {
            this.purpose = purpose;
        }
    }

    private final Identity authority;

    public ClusterAuthority(Identity authority) {
        this.authority = authority;
    }

    /** A new authority that signs itself. */
    public static ClusterAuthority create(String commonName, Instant now) {
        KeyPair keys = newKeys();
        X500Name name = name(new Subject(commonName, List.of()));
        try {
            X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now, AUTHORITY_LIFE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
            builder.addExtension(Extension.subjectKeyIdentifier, false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new ClusterAuthority(new Identity(keys.getPrivate(), List.of(signed(builder, keys.getPrivate()))));
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException("making a certificate authority failed", e);
        }
    }

    public X509Certificate certificate() {
        return authority.certificate();
    }

    public Identity identity() {
        return authority;
    }

    /** A new key with a certificate of this authority, valid for a year. */
    public Identity issue(Subject subject, ServingNames names, List<Usage> usages, Instant now) {
        KeyPair keys = newKeys();
        return new Identity(keys.getPrivate(), List.of(sign(keys.getPublic(), subject, names, usages, now, CERTIFICATE_LIFE)));
    }

    /** A certificate for a key that somebody else holds. It does not outlive the authority. */
    public X509Certificate sign(
            PublicKey key, Subject subject, ServingNames names, List<Usage> usages, Instant now, Duration life) {
        try {
            X500Name issuer = new X500Name(certificate().getSubjectX500Principal().getName());
            X509v3CertificateBuilder builder = builder(issuer, name(subject), key, now, life);
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(Extension.extendedKeyUsage, false,
                    new ExtendedKeyUsage(usages.stream().map(u -> u.purpose).toArray(KeyPurposeId[]::new)));
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    extensions.createAuthorityKeyIdentifier(certificate().getPublicKey()));
            GeneralName[] alternatives = Stream.concat(
                            names.dnsNames().stream().map(n -> new GeneralName(GeneralName.dNSName, n)),
                            names.ips().stream().map(ip -> new GeneralName(GeneralName.iPAddress, ip)))
                    .toArray(GeneralName[]::new);
            if (alternatives.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
            return signed(builder, authority.key());
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException("issuing a certificate for " + subject.commonName() + " failed", e);
        }
    }

    /** What a request asks for, as it asks: its subject and alternative names, with these usages (as the API names them). */
    public X509Certificate sign(SigningRequest request, List<String> usages, Instant now, Duration life) {
        try {
            X500Name issuer = new X500Name(certificate().getSubjectX500Principal().getName());
            X509v3CertificateBuilder builder = builder(issuer, request.subject(), request.publicKey(), now, withinOwnLife(now, life));
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            KeyUsages.addTo(builder, usages);
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    extensions.createAuthorityKeyIdentifier(certificate().getPublicKey()));
            GeneralNames alternatives = request.alternativeNames();
            if (alternatives.getNames().length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives);
            }
            return signed(builder, authority.key());
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException("signing a request of " + request.commonName() + " failed", e);
        }
    }

    private Duration withinOwnLife(Instant now, Duration life) {
        Duration own = Duration.between(now, certificate().getNotAfter().toInstant());
        if (own.isNegative()) {
            throw new IllegalStateException("the authority's certificate has expired");
        }
        return life.compareTo(own) > 0 ? own : life;
    }

    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no EC P-256 keys", e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(issuer, new BigInteger(SERIAL_BITS, RANDOM),
                Date.from(now.minus(CLOCK_SKEW)), Date.from(now.plus(life)), subject, key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, java.security.PrivateKey key)
            throws GeneralSecurityException {
        try {
            String algorithm = key.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X500Name name(Subject subject) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        List<String> organizations = new ArrayList<>(subject.organizations());
        organizations.forEach(o -> name.addRDN(BCStyle.O, o));
        name.addRDN(BCStyle.CN, subject.commonName());
        return name.build();
    }
}
