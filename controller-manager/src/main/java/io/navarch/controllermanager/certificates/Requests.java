package io.navarch.controllermanager.certificates;

import io.navarch.controllermanager.kind.Plain.CertificateRequest;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.machinery.identity.SigningRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What can be read off a certificate request. */
final class Requests {

    private Requests() {}

    static boolean approved(CertificateRequest request) {
        return has(request, "Approved") && !has(request, "Denied");
    }

    static boolean decided(CertificateRequest request) {
        return has(request, "Approved") || has(request, "Denied");
    }

    static boolean failed(CertificateRequest request) {
        return Conditions.isTrue(request.status(), "Failed");
    }

    /** The certificate in PEM form, or "". */
    static String certificate(CertificateRequest request) {
        return request.status() == null ? "" : decoded(request.status().path("certificate").asString(""));
    }

    /** Empty when nobody can read what is asked. */
    static Optional<SigningRequest> asked(CertificateRequest request) {
        try {
            return Optional.of(SigningRequest.read(decoded(request.spec().request())));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean has(CertificateRequest request, String condition) {
        return Conditions.find(request.status(), condition) != null;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
