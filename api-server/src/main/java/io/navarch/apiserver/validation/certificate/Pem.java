package io.navarch.apiserver.validation.certificate;

import io.navarch.apiserver.status.GoText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** What is wrong with PEM in a request or its answer, in Kubernetes' words; "" for nothing. */
final class Pem {

    private static final String NO_REQUEST = "PEM block type must be CERTIFICATE REQUEST";

    private Pem() {}

    /** A PKCS #10 request that is signed with its own key. */
    static String requestTrouble(String base64) {
        PemObject block;
        try (PemReader reader = reader(base64)) {
            block = reader.readPemObject();
        } catch (IOException | RuntimeException unreadable) {
            return NO_REQUEST;
        }
        if (block == null || !block.getType().equals("CERTIFICATE REQUEST")) {
            return NO_REQUEST;
        }
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(block.getContent());
            boolean signed = request.isSignatureValid(
                    new JcaContentVerifierProviderBuilder().build(request.getSubjectPublicKeyInfo()));
            return signed ? "" : unsigned(request.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().getId());
        } catch (IOException | RuntimeException malformed) {
            return "asn1: structure error: " + malformed.getMessage();
        } catch (OperatorCreationException | PKCSException unknown) {
            return "x509: cannot verify signature: algorithm unimplemented";
        }
    }

    private static String unsigned(String algorithm) {
        return switch (algorithm) {
            case "1.2.840.113549.1.1.1" -> "crypto/rsa: verification error";
            case "1.3.101.112" -> "x509: Ed25519 verification failure";
            default -> "x509: ECDSA verification failure";
        };
    }

    /** Certificates and nothing else. */
    static String certificateTrouble(String base64) {
        if (base64.isEmpty()) {
            return "";
        }
        int blocks = 0;
        try (PemReader reader = reader(base64)) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (!block.getType().equals("CERTIFICATE")) {
                    return "only CERTIFICATE PEM blocks are allowed, found " + GoText.quote(block.getType());
                }
                if (!block.getHeaders().isEmpty()) {
                    return "no PEM block headers are permitted";
                }
                blocks++;
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.getContent()));
            }
        } catch (GeneralSecurityException malformed) {
            return "x509: malformed certificate";
        } catch (IOException | RuntimeException unreadable) {
            // What is no PEM ends the list of blocks.
        }
        return blocks == 0 ? "must contain at least one CERTIFICATE PEM block" : "";
    }

    private static PemReader reader(String base64) {
        return new PemReader(new StringReader(new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII)));
    }
}
