package io.navarch.controllermanager.volume;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Volume.Persistent;
import io.navarch.controllermanager.kind.Volume.StorageClass;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one claim. */
final class ClaimPlanner {

    static final String BOUND_BY_US = "pv.kubernetes.io/bound-by-controller";
    static final String COMPLETED = "pv.kubernetes.io/bind-completed";
    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";
    private static final String OLD_PROVISIONER = "volume.beta.kubernetes.io/storage-provisioner";
    private static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

    private ClaimPlanner() {}

    static Plan<Write> plan(ClaimWorld world) {
        Claim claim = world.claim();
        boolean completed = claim.metadata().annotations().containsKey(COMPLETED);
        String wanted = claim.spec().volumeName() == null ? "" : claim.spec().volumeName();
        Optional<Persistent> named = world.volumes().stream()
                .filter(v -> v.metadata().name().equals(wanted))
                .findFirst();
        if (completed) {
            boolean held = named.isPresent() && (named.get().spec().claimRef() == null || named.get().isFor(claim));
            return held ? Plan.of(bind(claim, named.get())) : lost(claim, named.isPresent());
        }
        if (claim.metadata().beingDeleted()) {
            return Plan.nothing();
        }
        if (!wanted.isEmpty()) {
            boolean free = named.isPresent() && (named.get().spec().claimRef() == null || named.get().isFor(claim));
            return free ? Plan.of(bind(claim, named.get())) : Plan.of(pending(claim));
        }
        boolean waits = world.storageClass().filter(StorageClass::delayed).isPresent()
                && !claim.metadata().annotations().containsKey(SELECTED_NODE);
        Optional<Persistent> found =
                Match.best(claim, world.volumes(), waits ? Match.Search.RESERVED : Match.Search.ANY);
        if (found.isPresent()) {
            return Plan.of(bind(claim, found.get()));
        }
        return waits ? waiting(world) : provision(world);
    }

    private static KubeEvent.Regarding regarding(Claim claim) {
        return KubeEvent.Regarding.of("v1", "PersistentVolumeClaim", claim.metadata());
    }

    private static Plan<Write> waiting(ClaimWorld world) {
        Optional<Pod> pod = world.pods().stream().filter(p -> !p.bound() && !p.terminal()).findFirst();
        KubeEvent event = pod.isEmpty()
                ? KubeEvent.normal(regarding(world.claim()), "WaitForFirstConsumer",
                        "waiting for first consumer to be created before binding")
                : KubeEvent.normal(regarding(world.claim()), "WaitForPodScheduled",
                        "waiting for pod " + pod.get().metadata().name() + " to be scheduled");
        return new Plan<>(pending(world.claim()), List.of(event), null);
    }

    /** A volume has yet to be made: by the provisioner of its class, whom an annotation asks, or by hand. */
    private static Plan<Write> provision(ClaimWorld world) {
        Claim claim = world.claim();
        String name = claim.spec().storageClassName() == null ? "" : claim.spec().storageClassName();
        List<Write> writes = new ArrayList<>();
        KubeEvent event;
        if (name.isEmpty() || world.storageClass().filter(c -> c.provisioner().equals(NO_PROVISIONER)).isPresent()) {
            event = KubeEvent.normal(regarding(claim), "FailedBinding",
                    "no persistent volumes available for this claim and no storage class is set");
        } else if (world.storageClass().isEmpty()) {
            event = KubeEvent.warning(regarding(claim), "ProvisioningFailed",
                    "storageclass.storage.k8s.io \"" + name + "\" not found");
        } else {
            String provisioner = world.storageClass().get().provisioner();
            event = KubeEvent.normal(regarding(claim), "ExternalProvisioning",
                    "Waiting for a volume to be created either by the external provisioner '" + provisioner
                            + "' or manually by the system administrator. If volume creation is delayed, please verify that"
                            + " the provisioner is running and correctly registered.");
            if (!provisioner.equals(claim.metadata().annotations().get(PROVISIONER))) {
                ObjectNode patch = Json.object();
                patch.putObject("metadata")
                        .putObject("annotations")
                        .put(PROVISIONER, provisioner)
                        .put(OLD_PROVISIONER, provisioner);
                writes.add(Write.merge(Kinds.CLAIMS, claim.metadata(), patch));
            }
        }
        writes.addAll(pending(claim));
        return new Plan<>(writes, List.of(event), null);
    }

    private static List<Write> pending(Claim claim) {
        ObjectNode status = claim.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        status.put("phase", "Pending");
        return Write.status(Kinds.CLAIMS, claim.metadata(), claim.status(), status);
    }

    private static Plan<Write> lost(Claim claim, boolean misbound) {
        ObjectNode status = claim.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        status.put("phase", "Lost").remove(List.of("accessModes", "capacity"));
        List<Write> writes = Write.status(Kinds.CLAIMS, claim.metadata(), claim.status(), status);
        KubeEvent event = misbound
                ? KubeEvent.warning(regarding(claim), "ClaimMisbound",
                        "Two claims are bound to the same volume, this one is bound incorrectly")
                : KubeEvent.warning(regarding(claim), "ClaimLost",
                        "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        return new Plan<>(writes, writes.isEmpty() ? List.of() : List.of(event), null);
    }

    /** The volume's reference first: who gets it written has the volume. */
    private static List<Write> bind(Claim claim, Persistent volume) {
        List<Write> writes = new ArrayList<>();
        reserve(claim, volume).ifPresent(writes::add);
        ObjectNode patch = Json.object();
        ObjectNode annotations = Json.object();
        if (!claim.names(volume)) {
            patch.putObject("spec").put("volumeName", volume.metadata().name());
            annotations.put(BOUND_BY_US, "yes");
        }
        if (!claim.metadata().annotations().containsKey(COMPLETED)) {
            annotations.put(COMPLETED, "yes");
        }
        if (!annotations.isEmpty()) {
            patch.withObject("metadata").set("annotations", annotations);
        }
        if (!patch.isEmpty()) {
            writes.add(Write.merge(Kinds.CLAIMS, claim.metadata(), patch));
        }
        ObjectNode status = claim.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        status.put("phase", "Bound");
        if (!claim.phase().equals("Bound")) {
            volume.spec().accessModes().forEach(status.putArray("accessModes")::add);
            status.putObject("capacity")
                    .put("storage", String.valueOf(volume.spec().capacity().get("storage")));
        }
        ObjectNode change = Difference.between(claim.status(), status);
        if (!change.isEmpty()) {
            ObjectNode body = Json.object();
            body.putObject("metadata").put("uid", claim.metadata().uid().value());
            body.set("status", change);
            writes.add(new Write.Patch(
                    Kinds.CLAIMS, claim.metadata().key(), Subresource.STATUS, PatchType.MERGE, body, Telling.NOTHING));
        }
        return writes;
    }

    private static Optional<Write> reserve(Claim claim, Persistent volume) {
        var ref = volume.spec().claimRef();
        if (ref != null && claim.metadata().uid().value().equals(ref.uid())) {
            return Optional.empty();
        }
        ObjectNode patch = Json.object();
        if (ref == null) {
            patch.putObject("metadata").putObject("annotations").put(BOUND_BY_US, "yes");
        }
        patch.putObject("spec")
                .putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("name", claim.metadata().name())
                .put("namespace", claim.metadata().namespace())
                .put("resourceVersion", claim.metadata().resourceVersion())
                .put("uid", claim.metadata().uid().value());
        return Optional.of(Write.merge(Kinds.VOLUMES, volume.metadata(), patch));
    }
}
