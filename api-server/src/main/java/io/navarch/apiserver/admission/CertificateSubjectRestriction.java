package io.navarch.apiserver.admission;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Nobody gets into system:masters by a certificate. */
public final class CertificateSubjectRestriction implements Plugin {

    private static final String CLIENT_SIGNER = "kubernetes.io/kube-apiserver-client";
    private static final String MASTERS = "system:masters";

    @Override
    public String name() {
        return "CertificateSubjectRestriction";
    }

    @Override
    public void validate(Attributes attributes) {
        if (attributes.operation() != Operation.CREATE
                || !attributes.concerns("certificates.k8s.io", "certificatesigningrequests")) {
            return;
        }
        JsonNode spec = attributes.given().path("spec");
        if (!spec.path("signerName").asString("").equals(CLIENT_SIGNER)) {
            return;
        }
        try {
            if (CertificateSubject.read(spec.path("request").asString("")).organizations().contains(MASTERS)) {
                throw Forbidden.because(
                        attributes, "use of " + CLIENT_SIGNER + " signer with " + MASTERS + " group is not allowed");
            }
        } catch (IOException unreadable) {
            throw Forbidden.because(attributes, "failed to parse CSR: " + unreadable.getMessage());
        }
    }
}
