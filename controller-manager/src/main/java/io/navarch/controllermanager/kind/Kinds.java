package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.world.Index;
import io.navarch.machinery.world.Kind;
import java.util.List;

/** Every kind the controllers look at, each declared once. */
public final class Kinds {

    public static final Gvr PODS = Gvr.core("pods");
    public static final Gvr NODES = Gvr.core("nodes");
    public static final Gvr DEPLOYMENTS = apps("deployments");
    public static final Gvr REPLICA_SETS = apps("replicasets");
    public static final Gvr STATEFUL_SETS = apps("statefulsets");
    public static final Gvr DAEMON_SETS = apps("daemonsets");
    public static final Gvr REVISIONS = apps("controllerrevisions");
    public static final Gvr REPLICATION_CONTROLLERS = Gvr.core("replicationcontrollers");
    public static final Gvr NAMESPACES = Gvr.core("namespaces");
    public static final Gvr SERVICE_ACCOUNTS = Gvr.core("serviceaccounts");
    public static final Gvr CONFIG_MAPS = Gvr.core("configmaps");
    public static final Gvr SECRETS = Gvr.core("secrets");
    public static final Gvr SERVICES = Gvr.core("services");
    public static final Gvr ENDPOINTS = Gvr.core("endpoints");
    public static final Gvr ENDPOINT_SLICES = new Gvr("discovery.k8s.io", "v1", "endpointslices");
    public static final Gvr LEASES = new Gvr("coordination.k8s.io", "v1", "leases");
    public static final Gvr JOBS = new Gvr("batch", "v1", "jobs");
    public static final Gvr CRON_JOBS = new Gvr("batch", "v1", "cronjobs");
    public static final Gvr CLAIMS = Gvr.core("persistentvolumeclaims");
    public static final Gvr VOLUMES = Gvr.core("persistentvolumes");
    public static final Gvr STORAGE_CLASSES = new Gvr("storage.k8s.io", "v1", "storageclasses");
    public static final Gvr BUDGETS = new Gvr("policy", "v1", "poddisruptionbudgets");
    public static final Gvr QUOTAS = Gvr.core("resourcequotas");
    public static final Gvr CLUSTER_ROLES = new Gvr("rbac.authorization.k8s.io", "v1", "clusterroles");
    public static final Gvr CERTIFICATE_REQUESTS =
            new Gvr("certificates.k8s.io", "v1", "certificatesigningrequests");
    public static final Gvr ACCESS_REVIEWS = new Gvr("authorization.k8s.io", "v1", "subjectaccessreviews");
    public static final Gvr SERVICE_RANGES = new Gvr("networking.k8s.io", "v1", "servicecidrs");

    public static final Index<Pod> PODS_BY_CONTROLLER = Index.byController();
    public static final Index<Pod> PODS_BY_NODE =
            Index.by(pod -> pod.bound() ? List.of(pod.spec().nodeName()) : List.of());
    /** By namespace: the pods somebody may adopt. */
    public static final Index<Pod> PODS_WITHOUT_CONTROLLER = Index.by(pod ->
            pod.metadata().controller().isPresent() ? List.of() : List.of(pod.metadata().key().namespace()));
    /** By "namespace/claim", also of claims that stand for ephemeral volumes. */
    public static final Index<Pod> PODS_BY_CLAIM = Index.by(pod -> pod.spec().volumes().stream()
            .map(volume -> volume.persistentVolumeClaim() != null
                    ? volume.persistentVolumeClaim().claimName()
                    : volume.ephemeral() != null ? pod.metadata().name() + "-" + volume.name() : "")
            .filter(name -> !name.isEmpty())
            .map(name -> pod.metadata().namespace() + "/" + name)
            .toList());
    public static final Kind<Pod> POD = Kind.of(
            PODS, Pod.class, PODS_BY_CONTROLLER, PODS_WITHOUT_CONTROLLER, PODS_BY_NODE, PODS_BY_CLAIM);
    public static final Kind<Node> NODE = Kind.of(NODES, Node.class);

    public static final Kind<Workload.Deployment> DEPLOYMENT = Kind.of(DEPLOYMENTS, Workload.Deployment.class);
    public static final Index<Workload.ReplicaSet> REPLICA_SETS_BY_CONTROLLER = Index.byController();
    public static final Kind<Workload.ReplicaSet> REPLICA_SET =
            Kind.of(REPLICA_SETS, Workload.ReplicaSet.class, REPLICA_SETS_BY_CONTROLLER);
    public static final Kind<Workload.ReplicationController> REPLICATION_CONTROLLER =
            Kind.of(REPLICATION_CONTROLLERS, Workload.ReplicationController.class);
    public static final Kind<Workload.StatefulSet> STATEFUL_SET = Kind.of(STATEFUL_SETS, Workload.StatefulSet.class);
    public static final Kind<Workload.DaemonSet> DAEMON_SET = Kind.of(DAEMON_SETS, Workload.DaemonSet.class);
    public static final Index<Plain.ControllerRevision> REVISIONS_BY_CONTROLLER = Index.byController();
    public static final Kind<Plain.ControllerRevision> REVISION =
            Kind.of(REVISIONS, Plain.ControllerRevision.class, REVISIONS_BY_CONTROLLER);

    public static final Index<Batch.Job> JOBS_BY_CONTROLLER = Index.byController();
    public static final Kind<Batch.Job> JOB = Kind.of(JOBS, Batch.Job.class, JOBS_BY_CONTROLLER);
    public static final Kind<Batch.CronJob> CRON_JOB = Kind.of(CRON_JOBS, Batch.CronJob.class);

    public static final Kind<Service> SERVICE = Kind.of(SERVICES, Service.class);
    public static final Kind<Service.Endpoints> ENDPOINTS_OBJECT = Kind.of(ENDPOINTS, Service.Endpoints.class);
    /** By "namespace/service". */
    public static final Index<Service.EndpointSlice> SLICES_BY_SERVICE = Index.by(slice -> {
        String service = slice.metadata().labels().get("kubernetes.io/service-name");
        return service == null ? List.of() : List.of(slice.metadata().namespace() + "/" + service);
    });
    public static final Kind<Service.EndpointSlice> ENDPOINT_SLICE =
            Kind.of(ENDPOINT_SLICES, Service.EndpointSlice.class, SLICES_BY_SERVICE);

    public static final Kind<Plain.Namespace> NAMESPACE = Kind.of(NAMESPACES, Plain.Namespace.class);
    public static final Kind<Plain.ServiceAccount> SERVICE_ACCOUNT = Kind.of(SERVICE_ACCOUNTS, Plain.ServiceAccount.class);
    /** Only the ones the root certificate is published in. */
    public static final Kind<Plain.ConfigMap> ROOT_CERTIFICATE =
            Kind.of(CONFIG_MAPS, Plain.ConfigMap.class).withFields("metadata.name=kube-root-ca.crt");
    /** Only service-account tokens. */
    public static final Kind<Plain.Secret> TOKEN_SECRET =
            Kind.of(SECRETS, Plain.Secret.class).withFields("type=kubernetes.io/service-account-token");
    /** Only bootstrap tokens. */
    public static final Kind<Plain.Secret> BOOTSTRAP_TOKEN =
            Kind.of(SECRETS, Plain.Secret.class).inNamespace("kube-system").withFields("type=bootstrap.kubernetes.io/token");
    public static final Kind<Plain.Lease> NODE_LEASE = Kind.of(LEASES, Plain.Lease.class).inNamespace("kube-node-lease");

    /** By the name of the claim it is reserved for, "namespace/name". */
    public static final Index<Volume.Persistent> VOLUMES_BY_CLAIM = Index.by(volume -> volume.spec().claimRef() == null
            ? List.of()
            : List.of(volume.spec().claimRef().namespace() + "/" + volume.spec().claimRef().name()));
    public static final Kind<Volume.Persistent> VOLUME = Kind.of(VOLUMES, Volume.Persistent.class, VOLUMES_BY_CLAIM);
    public static final Kind<Volume.Claim> CLAIM = Kind.of(CLAIMS, Volume.Claim.class);
    public static final Kind<Volume.StorageClass> STORAGE_CLASS = Kind.of(STORAGE_CLASSES, Volume.StorageClass.class);

    public static final Kind<Plain.Budget> BUDGET = Kind.of(BUDGETS, Plain.Budget.class);
    public static final Kind<Plain.Quota> QUOTA = Kind.of(QUOTAS, Plain.Quota.class);
    public static final Kind<Plain.ClusterRole> CLUSTER_ROLE = Kind.of(CLUSTER_ROLES, Plain.ClusterRole.class);
    public static final Kind<Plain.CertificateRequest> CERTIFICATE_REQUEST =
            Kind.of(CERTIFICATE_REQUESTS, Plain.CertificateRequest.class);
    public static final Kind<Service.Range> SERVICE_RANGE = Kind.of(SERVICE_RANGES, Service.Range.class);

    private Kinds() {}

    private static Gvr apps(String resource) {
        return new Gvr("apps", "v1", resource);
    }
}
