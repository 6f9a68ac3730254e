package io.navarch.scheduler.object;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.world.Kind;
import java.util.List;

/** What the scheduler subscribes to. Finished pods hold no resources and are left out by the server. */
public final class Kinds {

    public static final Kind<Pod> PODS =
            Kind.of(Gvr.core("pods"), Pod.class).withFields("status.phase!=Succeeded,status.phase!=Failed");
    public static final Kind<Node> NODES = Kind.of(Gvr.core("nodes"), Node.class);
    public static final Kind<Volumes.Claim> CLAIMS =
            Kind.of(Gvr.core("persistentvolumeclaims"), Volumes.Claim.class);
    public static final Kind<Volumes.Volume> VOLUMES = Kind.of(Gvr.core("persistentvolumes"), Volumes.Volume.class);
    public static final Kind<Volumes.StorageClass> CLASSES =
            Kind.of(new Gvr("storage.k8s.io", "v1", "storageclasses"), Volumes.StorageClass.class);
    public static final Kind<Volumes.CsiNode> CSI_NODES =
            Kind.of(new Gvr("storage.k8s.io", "v1", "csinodes"), Volumes.CsiNode.class);
    public static final Kind<Workloads.Service> SERVICES = Kind.of(Gvr.core("services"), Workloads.Service.class);
    public static final Kind<Workloads.Set> REPLICA_SETS =
            Kind.of(new Gvr("apps", "v1", "replicasets"), Workloads.Set.class);
    public static final Kind<Workloads.Set> STATEFUL_SETS =
            Kind.of(new Gvr("apps", "v1", "statefulsets"), Workloads.Set.class);
    public static final Kind<Workloads.ReplicationController> REPLICATION_CONTROLLERS =
            Kind.of(Gvr.core("replicationcontrollers"), Workloads.ReplicationController.class);
    public static final Kind<Workloads.Namespace> NAMESPACES = Kind.of(Gvr.core("namespaces"), Workloads.Namespace.class);
    public static final Kind<Workloads.DisruptionBudget> BUDGETS =
            Kind.of(new Gvr("policy", "v1", "poddisruptionbudgets"), Workloads.DisruptionBudget.class);

    public static final List<Kind<?>> ALL = List.of(
            NAMESPACES,
            CLASSES,
            VOLUMES,
            CLAIMS,
            CSI_NODES,
            SERVICES,
            REPLICA_SETS,
            STATEFUL_SETS,
            REPLICATION_CONTROLLERS,
            BUDGETS,
            NODES,
            PODS);

    private Kinds() {}
}
