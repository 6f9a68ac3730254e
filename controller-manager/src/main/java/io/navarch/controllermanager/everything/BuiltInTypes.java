package io.navarch.controllermanager.everything;

import io.navarch.controllermanager.everything.AnyKind.Scope;
import io.navarch.controllermanager.everything.AnyKind.Type;
import io.navarch.machinery.object.Gvr;
import java.util.ArrayList;
import java.util.List;

/** The kinds every API server has. Of a kind in several groups or versions, one. */
final class BuiltInTypes {

    private static final String NAMESPACED =
            """
            v1 configmaps ConfigMap
            v1 endpoints Endpoints
            v1 events Event
            v1 limitranges LimitRange
            v1 persistentvolumeclaims PersistentVolumeClaim
            v1 pods Pod
            v1 podtemplates PodTemplate
            v1 replicationcontrollers ReplicationController
            v1 resourcequotas ResourceQuota
            v1 secrets Secret
            v1 serviceaccounts ServiceAccount
            v1 services Service
            apps/v1 controllerrevisions ControllerRevision
            apps/v1 daemonsets DaemonSet
            apps/v1 deployments Deployment
            apps/v1 replicasets ReplicaSet
            apps/v1 statefulsets StatefulSet
            autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler
            batch/v1 cronjobs CronJob
            batch/v1 jobs Job
            coordination.k8s.io/v1 leases Lease
            discovery.k8s.io/v1 endpointslices EndpointSlice
            networking.k8s.io/v1 ingresses Ingress
            networking.k8s.io/v1 networkpolicies NetworkPolicy
            policy/v1 poddisruptionbudgets PodDisruptionBudget
            rbac.authorization.k8s.io/v1 rolebindings RoleBinding
            rbac.authorization.k8s.io/v1 roles Role
            resource.k8s.io/v1 resourceclaims ResourceClaim
            resource.k8s.io/v1 resourceclaimtemplates ResourceClaimTemplate
            storage.k8s.io/v1 csistoragecapacities CSIStorageCapacity
            """;

    private static final String CLUSTER =
            """
            v1 namespaces Namespace
            v1 nodes Node
            v1 persistentvolumes PersistentVolume
            admissionregistration.k8s.io/v1 mutatingadmissionpolicies MutatingAdmissionPolicy
            admissionregistration.k8s.io/v1 mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding
            admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration
            admissionregistration.k8s.io/v1 validatingadmissionpolicies ValidatingAdmissionPolicy
            admissionregistration.k8s.io/v1 validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding
            admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration
            apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition
            apiregistration.k8s.io/v1 apiservices APIService
            certificates.k8s.io/v1 certificatesigningrequests CertificateSigningRequest
            flowcontrol.apiserver.k8s.io/v1 flowschemas FlowSchema
            flowcontrol.apiserver.k8s.io/v1 prioritylevelconfigurations PriorityLevelConfiguration
            networking.k8s.io/v1 ingressclasses IngressClass
            networking.k8s.io/v1 ipaddresses IPAddress
            networking.k8s.io/v1 servicecidrs ServiceCIDR
            node.k8s.io/v1 runtimeclasses RuntimeClass
            rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding
            rbac.authorization.k8s.io/v1 clusterroles ClusterRole
            resource.k8s.io/v1 deviceclasses DeviceClass
            resource.k8s.io/v1 resourceslices ResourceSlice
            scheduling.k8s.io/v1 priorityclasses PriorityClass
            storage.k8s.io/v1 csidrivers CSIDriver
            storage.k8s.io/v1 csinodes CSINode
            storage.k8s.io/v1 storageclasses StorageClass
            storage.k8s.io/v1 volumeattachments VolumeAttachment
            storage.k8s.io/v1 volumeattributesclasses VolumeAttributesClass
            """;

    static final List<Type> ALL = all();

    private BuiltInTypes() {}

    private static List<Type> all() {
        List<Type> types = new ArrayList<>();
        NAMESPACED.lines().forEach(line -> types.add(type(line, Scope.NAMESPACED)));
        CLUSTER.lines().forEach(line -> types.add(type(line, Scope.CLUSTER)));
        return List.copyOf(types);
    }

    private static Type type(String line, Scope scope) {
        String[] words = line.split(" ");
        int slash = words[0].indexOf('/');
        String group = slash < 0 ? "" : words[0].substring(0, slash);
        return new Type(new Gvr(group, words[0].substring(slash + 1), words[1]), words[2], scope);
    }
}
