package io.navarch.controllermanager.volume;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Volume.ClaimRef;
import io.navarch.controllermanager.kind.Volume.Persistent;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one volume: its phase, and what becomes of it once its claim is gone. */
final class VolumePlanner {

    private VolumePlanner() {}

    /** claim: the one the volume's reference names, if there is one of that name. */
    static List<Write> plan(Persistent volume, Optional<Claim> claim) {
        ClaimRef ref = volume.spec().claimRef();
        if (ref == null || ref.uid() == null || ref.uid().isEmpty()) {
            return phase(volume, "Available");
        }
        if (claim.isEmpty() || !claim.get().metadata().uid().value().equals(ref.uid())) {
            return released(volume);
        }
        String named = claim.get().spec().volumeName() == null ? "" : claim.get().spec().volumeName();
        if (named.equals(volume.metadata().name())) {
            return phase(volume, "Bound");
        }
        return named.isEmpty() ? List.of() : List.of(letGo(volume));
    }

    private static List<Write> phase(Persistent volume, String phase) {
        ObjectNode status = volume.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        status.put("phase", phase);
        status.remove(List.of("message", "reason"));
        return Write.status(Kinds.VOLUMES, volume.metadata(), volume.status(), status);
    }

    /** The claim got another volume: this one is free again. */
    private static Write letGo(Persistent volume) {
        ObjectNode patch = Json.object();
        if (volume.metadata().annotations().containsKey(ClaimPlanner.BOUND_BY_US)) {
            patch.putObject("metadata").putObject("annotations").putNull(ClaimPlanner.BOUND_BY_US);
            patch.putObject("spec").putNull("claimRef");
        } else {
            patch.putObject("spec").putObject("claimRef").putNull("uid").putNull("resourceVersion");
        }
        return Write.merge(Kinds.VOLUMES, volume.metadata(), patch);
    }

    /** Retained until somebody looks at it; deletion is the work of whoever provisioned it. */
    private static List<Write> released(Persistent volume) {
        return phase(volume, "Released");
    }
}
