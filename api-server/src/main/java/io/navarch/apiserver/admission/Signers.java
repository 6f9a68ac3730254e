package io.navarch.apiserver.admission;

import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.authz.Request;

/** Who may approve, sign and attest for a signer: allowed by its name, or for its whole domain ("kubernetes.io/*"). */
final class Signers {

    private final Authorizer authorizer;

    Signers(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    boolean allows(Attributes attributes, String verb, String signer) {
        return decide(attributes, verb, signer) || decide(attributes, verb, signer.split("/", 2)[0] + "/*");
    }

    private boolean decide(Attributes attributes, String verb, String name) {
        return authorizer
                .decide(new Request(
                        attributes.user().name(),
                        attributes.user().groups(),
                        verb,
                        "certificates.k8s.io",
                        "*",
                        "signers",
                        "",
                        "",
                        name,
                        ""))
                .isAllowed();
    }
}
