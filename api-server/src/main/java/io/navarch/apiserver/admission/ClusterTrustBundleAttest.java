package io.navarch.apiserver.admission;

import io.navarch.apiserver.authz.Authorizer;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Who writes the trust bundle of a signer must be allowed to attest for it. */
public final class ClusterTrustBundleAttest implements Plugin {

    private final Signers signers;

    public ClusterTrustBundleAttest(Authorizer authorizer) {
        this.signers = new Signers(authorizer);
    }

    @Override
    public String name() {
        return "ClusterTrustBundleAttest";
    }

    @Override
    public void validate(Attributes attributes) {
        boolean writes = attributes.operation() == Operation.CREATE || attributes.operation() == Operation.UPDATE;
        if (!writes || !attributes.type().plural().equals("clustertrustbundles")) {
            return;
        }
        String signer = attributes.given().path("spec").path("signerName").asString("");
        if (signer.isEmpty() || onlyGarbageCollected(attributes) || signers.allows(attributes, "attest", signer)) {
            return;
        }
        throw Forbidden.because(attributes, "user not permitted to attest for signerName \"" + signer + "\"");
    }

    /** The garbage collector and storage migration may write back what there is. */
    private static boolean onlyGarbageCollected(Attributes attributes) {
        return attributes.old() != null && essence(attributes.old()).equals(essence(attributes.given()));
    }

    private static ObjectNode essence(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.withObjectProperty("metadata").remove(List.of("ownerReferences", "finalizers", "managedFields"));
        return copy;
    }
}
