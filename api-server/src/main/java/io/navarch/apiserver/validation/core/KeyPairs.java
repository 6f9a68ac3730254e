package io.navarch.apiserver.validation.core;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a certificate and a private key in PEM belong together. */
final class KeyPairs {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";

    private KeyPairs() {}

    private record Block(String label, byte[] content) {}

    /** At most one message. */
    static List<String> trouble(byte[] certificate, byte[] key) {
        List<Block> certificates = blocks(certificate);
        List<Block> keys = blocks(key);
        if (certificates.isEmpty()) {
            return List.of("tls: failed to find any PEM data in certificate input");
        }
        Block first = certificates.stream().filter(b -> b.label().equals(CERTIFICATE)).findFirst().orElse(null);
        if (first == null) {
            return List.of(certificates.getFirst().label().contains("PRIVATE KEY")
                    ? "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have"
                            + " been switched"
                    : "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the following"
                            + " types: " + labels(certificates));
        }
        if (keys.isEmpty()) {
            return List.of("tls: failed to find any PEM data in key input");
        }
        Block secret = keys.stream().filter(b -> b.label().endsWith("PRIVATE KEY")).findFirst().orElse(null);
        if (secret == null) {
            return List.of(keys.stream().allMatch(b -> b.label().equals(CERTIFICATE))
                    ? "tls: found a certificate rather than a key in the PEM for the private key"
                    : "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM blocks of the"
                            + " following types: " + labels(keys));
        }
        return match(first, secret);
    }

    private static String labels(List<Block> blocks) {
        return blocks.stream().map(Block::label).toList().toString().replace(",", "");
    }

    private static List<Block> blocks(byte[] pem) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException notBase64) {
                // As Go's reader: what is no block is passed over.
                continue;
            }
        }
        return blocks;
    }

    private static List<String> match(Block certificate, Block secret) {
        PublicKey open;
        try {
            open = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.content()))
                    .getPublicKey();
        } catch (GeneralSecurityException malformed) {
            return List.of("x509: malformed certificate");
        }
        if (!secret.label().equals("PRIVATE KEY")) {
            // PKCS #1 and SEC 1: the JDK does not read them, so nothing is claimed about them.
            return List.of();
        }
        try {
            PrivateKey key = KeyFactory.getInstance(open.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(secret.content()));
            return signs(open, key) ? List.of() : List.of("tls: private key does not match public key");
        } catch (GeneralSecurityException otherKind) {
            return List.of("tls: private key type does not match public key type");
        }
    }

    private static boolean signs(PublicKey open, PrivateKey key) throws GeneralSecurityException {
        byte[] text = "key pair".getBytes(StandardCharsets.US_ASCII);
        String algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(text);
        byte[] signed = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(open);
        verifier.update(text);
        return verifier.verify(signed);
    }
}
