package io.navarch.apiserver.admission;

import io.navarch.apiserver.authz.Authorizer;
import tools.jackson.databind.JsonNode;

/** Who approves a certificate signing request must be allowed to for its signer. */
public final class CertificateApproval implements Plugin {

    private final Signers signers;

    public CertificateApproval(Authorizer authorizer) {
        this.signers = new Signers(authorizer);
    }

    @Override
    public String name() {
        return "CertificateApproval";
    }

    @Override
    public void validate(Attributes attributes) {
        JsonNode old = attributes.old();
        if (old == null
                || attributes.operation() != Operation.UPDATE
                || !attributes.subresource().equals("approval")
                || !attributes.type().plural().equals("certificatesigningrequests")) {
            return;
        }
        String signer = old.path("spec").path("signerName").asString("");
        if (!signers.allows(attributes, "approve", signer)) {
            throw Forbidden.because(attributes, "user not permitted to approve requests with signerName \"" + signer + "\"");
        }
    }
}
