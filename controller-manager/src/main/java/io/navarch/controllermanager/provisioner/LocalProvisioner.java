package io.navarch.controllermanager.provisioner;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Volume.Persistent;
import io.navarch.controllermanager.kind.Volume.StorageClass;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The key of a claim has a namespace; that of a volume, and of the default class, has none. */
public final class LocalProvisioner implements WritingController {

    public static final String PROVISIONER = "navarch.io/local-path";
    private static final String BY = "pv.kubernetes.io/provisioned-by";
    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String DEFAULT_CLASS = "standard";
    private static final String HOSTNAME = "kubernetes.io/hostname";

    /** In the loop's keys no volume is called so: "/" is not allowed in names. */
    private static final ObjectKey CLASS_KEY = ObjectKey.cluster("class/" + DEFAULT_CLASS);

    private final String directory;
    private boolean started;

    /** The directory on the nodes under which each volume has one. */
    public LocalProvisioner(String directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return PROVISIONER;
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.CLAIM, Kinds.VOLUME, Kinds.STORAGE_CLASS, Kinds.NODE, Kinds.NAMESPACE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (!started) {
            started = true;
            marks.accept(CLASS_KEY);
        }
        if (change.of(Kinds.CLAIM) != null || change.of(Kinds.VOLUME) != null) {
            marks.accept(change.key());
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        if (key.equals(CLASS_KEY)) {
            return world.table(Kinds.STORAGE_CLASS).size() > 0 ? Plan.nothing() : Plan.of(List.of(defaultClass()));
        }
        if (key.namespace().isEmpty()) {
            return world.table(Kinds.VOLUME).get(key).map(LocalProvisioner::reclaim).orElse(Plan.nothing());
        }
        return world.table(Kinds.CLAIM).get(key).map(claim -> provision(claim, world)).orElse(Plan.nothing());
    }

    /** Made once, in a cluster that has no class at all. */
    private static Write defaultClass() {
        ObjectNode storageClass = Json.object().put("apiVersion", "storage.k8s.io/v1").put("kind", "StorageClass");
        storageClass.putObject("metadata")
                .put("name", DEFAULT_CLASS)
                .putObject("annotations")
                .put("storageclass.kubernetes.io/is-default-class", "true");
        storageClass.put("provisioner", PROVISIONER)
                .put("reclaimPolicy", "Delete")
                .put("volumeBindingMode", "WaitForFirstConsumer");
        return Write.create(Kinds.STORAGE_CLASSES, "", storageClass);
    }

    private static Plan<Write> reclaim(Persistent volume) {
        boolean ours = PROVISIONER.equals(volume.metadata().annotations().get(BY));
        boolean goes = ours
                && volume.phase().equals("Released")
                && "Delete".equals(volume.spec().persistentVolumeReclaimPolicy())
                && !volume.metadata().beingDeleted();
        return goes ? Plan.of(List.of(Write.delete(Kinds.VOLUMES, volume.metadata()))) : Plan.nothing();
    }

    private Plan<Write> provision(Claim claim, World world) {
        String className = claim.spec().storageClassName() == null ? "" : claim.spec().storageClassName();
        Optional<StorageClass> storageClass =
                world.table(Kinds.STORAGE_CLASS).get("", className).filter(c -> c.provisioner().equals(PROVISIONER));
        boolean wants = storageClass.isPresent()
                && !claim.metadata().beingDeleted()
                && (claim.spec().volumeName() == null || claim.spec().volumeName().isEmpty());
        if (!wants || world.table(Kinds.VOLUME).get("", volumeName(claim.metadata())).isPresent()) {
            return Plan.nothing();
        }
        return node(claim, storageClass.get(), world)
                .map(node -> Plan.of(List.of(create(claim, storageClass.get(), node))))
                .orElse(Plan.nothing());
    }

    private static Optional<Node> node(Claim claim, StorageClass storageClass, World world) {
        String selected = claim.metadata().annotations().get(SELECTED_NODE);
        if (selected != null) {
            return world.table(Kinds.NODE).get("", selected);
        }
        return storageClass.delayed()
                ? Optional.empty()
                : world.table(Kinds.NODE).all().stream().filter(n -> n.ready() && !n.spec().unschedulable()).findFirst();
    }

    private static String volumeName(Meta claim) {
        return "pvc-" + claim.uid();
    }

    private Write create(Claim claim, StorageClass storageClass, Node node) {
        Meta meta = claim.metadata();
        String name = volumeName(meta);
        ObjectNode volume = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
        volume.putObject("metadata").put("name", name).putObject("annotations").put(BY, PROVISIONER);
        ObjectNode spec = volume.putObject("spec");
        spec.putObject("capacity").put("storage", claim.spec().storage().toString());
        claim.spec().accessModes().forEach(spec.putArray("accessModes")::add);
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", meta.namespace())
                .put("name", meta.name())
                .put("uid", meta.uid().value())
                .put("resourceVersion", meta.resourceVersion());
        spec.put("persistentVolumeReclaimPolicy", storageClass.reclaimPolicy() == null ? "Delete" : storageClass.reclaimPolicy());
        spec.put("storageClassName", storageClass.metadata().name());
        spec.put("volumeMode", "Filesystem");
        spec.putObject("hostPath")
                .put("path", directory + "/" + name + "_" + meta.namespace() + "_" + meta.name())
                .put("type", "DirectoryOrCreate");
        spec.putObject("nodeAffinity")
                .putObject("required")
                .putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchExpressions")
                .addObject()
                .put("key", HOSTNAME)
                .put("operator", "In")
                .putArray("values")
                .add(node.metadata().labels().getOrDefault(HOSTNAME, node.metadata().name()));
        KubeEvent.Regarding regarding = KubeEvent.Regarding.of("v1", "PersistentVolumeClaim", meta);
        return new Write.Create(Kinds.VOLUMES, "", volume, Telling.of(
                KubeEvent.normal(regarding, "ProvisioningSucceeded", "Successfully provisioned volume " + name),
                KubeEvent.warning(regarding, "ProvisioningFailed", "failed to provision volume: %s")));
    }
}
