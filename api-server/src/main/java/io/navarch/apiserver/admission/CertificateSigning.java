package io.navarch.apiserver.admission;

import io.navarch.apiserver.authz.Authorizer;
import tools.jackson.databind.JsonNode;

/** Who puts a certificate or conditions into a certificate signing request's status must be allowed to sign for its signer. */
public final class CertificateSigning implements Plugin {

    private final Signers signers;

    public CertificateSigning(Authorizer authorizer) {
        this.signers = new Signers(authorizer);
    }

    @Override
    public String name() {
        return "CertificateSigning";
    }

    @Override
    public void validate(Attributes attributes) {
        JsonNode old = attributes.old();
        if (old == null
                || attributes.operation() != Operation.UPDATE
                || !attributes.subresource().equals("status")
                || !attributes.type().plural().equals("certificatesigningrequests")) {
            return;
        }
        JsonNode status = attributes.given().path("status");
        boolean same = status.path("certificate").asString("").equals(old.path("status").path("certificate").asString(""))
                && status.path("conditions").values().equals(old.path("status").path("conditions").values());
        String signer = old.path("spec").path("signerName").asString("");
        if (!same && !signers.allows(attributes, "sign", signer)) {
            throw Forbidden.because(attributes, "user not permitted to sign requests with signerName \"" + signer + "\"");
        }
    }
}
