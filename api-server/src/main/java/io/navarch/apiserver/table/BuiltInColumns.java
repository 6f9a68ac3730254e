package io.navarch.apiserver.table;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What each built-in resource's table looks like. A resource that is not here shows its name and when it was created. */
record BuiltInColumns(List<Column> columns, Function<Printed, List<Object>> row) {

    private static final String CONTAINERS = ", Containers+, Images+, Selector+";
    private static final String BINDING = "Name, Role, Age, Users+, Groups+, ServiceAccounts+";

    static final BuiltInColumns GENERIC = new BuiltInColumns(
            List.of(
                    Column.parse("Name").getFirst(),
                    new Column("Created At", "date", "", "When the object was created.", 0)),
            PolicyRows::role);

    private static final Map<String, BuiltInColumns> BY_RESOURCE = Map.ofEntries(
            of("pods.", "Name, Ready, Status, Restarts, Age, IP+, Node+, Nominated Node+, Readiness Gates+", PodRow::cells),
            of("podtemplates.", "Name, Containers, Images, Pod Labels", WorkloadRows::podTemplate),
            of("replicationcontrollers.", "Name, Desired:i, Current:i, Ready:i, Age" + CONTAINERS, WorkloadRows::replicationController),
            of("replicasets.apps", "Name, Desired:i, Current:i, Ready:i, Age" + CONTAINERS, WorkloadRows::replicaSet),
            of("deployments.apps", "Name, Ready, Up-to-date, Available, Age" + CONTAINERS, WorkloadRows::deployment),
            of("statefulsets.apps", "Name, Ready, Age, Containers+, Images+", WorkloadRows::statefulSet),
            of("daemonsets.apps",
                    "Name, Desired:i, Current:i, Ready:i, Up-to-date:i, Available:i, Node Selector, Age" + CONTAINERS,
                    WorkloadRows::daemonSet),
            of("controllerrevisions.apps", "Name, Controller, Revision, Age", WorkloadRows::controllerRevision),
            of("jobs.batch", "Name, Status, Completions, Duration, Age" + CONTAINERS, WorkloadRows::job),
            of("cronjobs.batch",
                    "Name, Schedule, Timezone, Suspend:b, Active:i, Last Schedule, Age" + CONTAINERS,
                    WorkloadRows::cronJob),
            of("poddisruptionbudgets.policy",
                    "Name, Min Available, Max Unavailable, Allowed Disruptions:i, Age",
                    WorkloadRows::disruptionBudget),
            of("horizontalpodautoscalers.autoscaling",
                    "Name, Reference, Targets, MinPods, MaxPods, Replicas, Age",
                    WorkloadRows::autoscaler),
            of("services.", "Name, Type, Cluster-IP, External-IP, Port(s), Age, Selector+", NetworkRows::service),
            of("endpoints.", "Name, Endpoints, Age", NetworkRows::endpoints),
            of("endpointslices.discovery.k8s.io", "Name, AddressType, Ports, Endpoints, Age", NetworkRows::endpointSlice),
            of("ingresses.networking.k8s.io", "Name, Class, Hosts, Address, Ports, Age", NetworkRows::ingress),
            of("ingressclasses.networking.k8s.io", "Name, Controller, Parameters, Age", NetworkRows::ingressClass),
            of("networkpolicies.networking.k8s.io", "Name, Pod-Selector, Age", NetworkRows::networkPolicy),
            of("servicecidrs.networking.k8s.io", "Name, CIDRs, Age", NetworkRows::serviceCidr),
            of("ipaddresses.networking.k8s.io", "Name, ParentRef", NetworkRows::ipAddress),
            of("nodes.",
                    "Name, Status, Roles, Age, Version, Internal-IP+, External-IP+, OS-Image+, Kernel-Version+, Container-Runtime+",
                    ClusterRows::node),
            of("namespaces.", "Name, Status, Age", ClusterRows::namespace),
            of("events.", eventColumns(), ClusterRows::event),
            of("events.events.k8s.io", eventColumns(), ClusterRows::event),
            of("configmaps.", "Name, Data, Age", ClusterRows::configMap),
            of("secrets.", "Name, Type, Data, Age", ClusterRows::secret),
            of("serviceaccounts.", "Name, Age", ClusterRows::nameAndAge),
            of("componentstatuses.", "Name, Status, Message, Error", ClusterRows::componentStatus),
            of("resourcequotas.", "Name, Request, Limit, Age", ClusterRows::quota),
            of("persistentvolumes.",
                    "Name, Capacity, Access Modes, Reclaim Policy, Status, Claim, StorageClass, VolumeAttributesClass, Reason, Age, "
                            + "VolumeMode+",
                    StorageRows::volume),
            of("persistentvolumeclaims.",
                    "Name, Status, Volume, Capacity, Access Modes, StorageClass, VolumeAttributesClass, Age, VolumeMode+",
                    StorageRows::claim),
            of("storageclasses.storage.k8s.io",
                    "Name, Provisioner, ReclaimPolicy, VolumeBindingMode, AllowVolumeExpansion, Age",
                    StorageRows::storageClassRow),
            of("volumeattachments.storage.k8s.io", "Name, Attacher:n, PV, Node, Attached:b, Age", StorageRows::attachment),
            of("csinodes.storage.k8s.io", "Name, Drivers:i, Age", StorageRows::csiNode),
            of("csidrivers.storage.k8s.io",
                    "Name, AttachRequired:b, PodInfoOnMount:b, StorageCapacity:b, TokenRequests, RequiresRepublish:b, Modes, Age",
                    StorageRows::csiDriver),
            of("volumeattributesclasses.storage.k8s.io", "Name, DriverName, Age", StorageRows::attributesClass),
            of("leases.coordination.k8s.io", "Name, Holder, Age", ClusterRows::lease),
            of("priorityclasses.scheduling.k8s.io",
                    "Name, Value:i, Global-Default:b, Age, PreemptionPolicy",
                    ClusterRows::priorityClass),
            of("runtimeclasses.node.k8s.io", "Name, Handler, Age", ClusterRows::runtimeClass),
            of("flowschemas.flowcontrol.apiserver.k8s.io",
                    "Name, PriorityLevel, MatchingPrecedence, DistinguisherMethod, Age, MissingPL",
                    ClusterRows::flowSchema),
            of("prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
                    "Name, Type, NominalConcurrencyShares, Queues, HandSize, QueueLengthLimit, Age",
                    ClusterRows::priorityLevel),
            of("deviceclasses.resource.k8s.io", "Name, Age", ClusterRows::nameAndAge),
            of("resourceclaims.resource.k8s.io", "Name, State, Age", ClusterRows::resourceClaim),
            of("resourceclaimtemplates.resource.k8s.io", "Name, Age", ClusterRows::nameAndAge),
            of("resourceslices.resource.k8s.io", "Name, Node, Driver, Pool, Age", ClusterRows::resourceSlice),
            of("storageversionmigrations.storagemigration.k8s.io", "Name:s, Resource, Status", ClusterRows::storageVersionMigration),
            of("certificatesigningrequests.certificates.k8s.io",
                    "Name, Age, SignerName, Requestor, RequestedDuration, Condition",
                    ClusterRows::signingRequest),
            of("rolebindings.rbac.authorization.k8s.io", BINDING, PolicyRows::roleBinding),
            of("clusterrolebindings.rbac.authorization.k8s.io", BINDING, PolicyRows::roleBinding),
            of("mutatingwebhookconfigurations.admissionregistration.k8s.io", "Name, Webhooks:i, Age", PolicyRows::webhooks),
            of("validatingwebhookconfigurations.admissionregistration.k8s.io", "Name, Webhooks:i, Age", PolicyRows::webhooks),
            of("validatingadmissionpolicies.admissionregistration.k8s.io",
                    "Name, Validations:i, ParamKind, Age",
                    PolicyRows::validatingPolicy),
            of("mutatingadmissionpolicies.admissionregistration.k8s.io", "Name, Mutations:i, ParamKind, Age", PolicyRows::mutatingPolicy),
            of("validatingadmissionpolicybindings.admissionregistration.k8s.io",
                    "Name, PolicyName, ParamRef, Age",
                    PolicyRows::policyBinding),
            of("mutatingadmissionpolicybindings.admissionregistration.k8s.io",
                    "Name, PolicyName, ParamRef, Age",
                    PolicyRows::policyBinding),
            of("apiservices.apiregistration.k8s.io", "Name, Service, Available, Age", PolicyRows::apiService),
            of("scale.autoscaling", "Name:s, Desired:i, Available:i, Age", WorkloadRows::scale));

    private static String eventColumns() {
        return "Last Seen, Type, Reason, Object, Subobject+, Source+, Message, First Seen+, Count+, Name+";
    }

    private static Map.Entry<String, BuiltInColumns> of(String resource, String columns, Function<Printed, List<Object>> row) {
        return Map.entry(resource, new BuiltInColumns(Column.parse(columns), row));
    }

    static BuiltInColumns of(String group, String resource) {
        return BY_RESOURCE.getOrDefault(resource + "." + group, GENERIC);
    }
}
