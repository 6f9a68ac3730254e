package io.navarch.machinery.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Keys and certificates as PEM text (RFC 7468). Private keys are written as PKCS #8 and read in that form, SEC 1 and PKCS #1. */
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    public static String certificates(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate one : chain) {
            try {
                text.append(block("CERTIFICATE", one.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("not a certificate", e);
            }
        }
        return text.toString();
    }

    public static String privateKey(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    public static String publicKey(PublicKey key) {
        return block("PUBLIC KEY", key.getEncoded());
    }

    public static String block(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + LINES.encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    /** All certificates of the text, in its order. */
    public static List<X509Certificate> readCertificates(String pem) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate one :
                    factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
                chain.add((X509Certificate) one);
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no certificates in PEM form", e);
        }
    }

    public static PrivateKey readPrivateKey(String pem) {
        if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
            return readTraditionalKey(pem);
        }
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der(pem));
        return first(algorithm -> KeyFactory.getInstance(algorithm).generatePrivate(spec));
    }

    public static PublicKey readPublicKey(String pem) {
        X509EncodedKeySpec spec = new X509EncodedKeySpec(der(pem));
        return first(algorithm -> KeyFactory.getInstance(algorithm).generatePublic(spec));
    }

    private static PrivateKey readTraditionalKey(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object one = parser.readObject(); one != null; one = parser.readObject()) {
                if (one instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("no private key in PEM form", e);
        }
        throw new IllegalArgumentException("no private key in PEM form");
    }

    private interface Attempt<K> {
        K with(String algorithm) throws GeneralSecurityException;
    }

    private static <K> K first(Attempt<K> attempt) {
        GeneralSecurityException trouble = new GeneralSecurityException("no key");
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return attempt.with(algorithm);
            } catch (GeneralSecurityException e) {
                trouble = e;
            }
        }
        throw new IllegalArgumentException("neither an EC nor an RSA nor an Ed25519 key", trouble);
    }

    private static byte[] der(String pem) {
        int begin = pem.indexOf("-----\n", pem.indexOf("-----BEGIN "));
        int end = pem.indexOf("-----END ");
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no PEM block");
        }
        return Base64.getMimeDecoder().decode(pem.substring(begin + 6, end));
    }
}
