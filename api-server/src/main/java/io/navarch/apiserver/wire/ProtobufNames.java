package io.navarch.apiserver.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Admissionregistration;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Discovery;
import io.kubernetes.client.proto.V1Events;
import io.kubernetes.client.proto.V1Flowcontrol;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Node;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Resource;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2Autoscaling;
import io.navarch.apiserver.resource.Gvk;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which message a kind has in protobuf, and what its fields are called in JSON. */
final class ProtobufNames {

    /** A file is loaded when the first of its kinds travels. */
    private static final Map<String, Supplier<FileDescriptor>> FILES = Map.ofEntries(
            Map.entry("v1", V1::getDescriptor),
            Map.entry("meta.k8s.io/v1", Meta::getDescriptor),
            Map.entry("admissionregistration.k8s.io/v1", V1Admissionregistration::getDescriptor),
            Map.entry("apiextensions.k8s.io/v1", V1Apiextensions::getDescriptor),
            Map.entry("apps/v1", V1Apps::getDescriptor),
            Map.entry("authentication.k8s.io/v1", V1Authentication::getDescriptor),
            Map.entry("authorization.k8s.io/v1", V1Authorization::getDescriptor),
            Map.entry("autoscaling/v1", V1Autoscaling::getDescriptor),
            Map.entry("autoscaling/v2", V2Autoscaling::getDescriptor),
            Map.entry("batch/v1", V1Batch::getDescriptor),
            Map.entry("certificates.k8s.io/v1", V1Certificates::getDescriptor),
            Map.entry("coordination.k8s.io/v1", V1Coordination::getDescriptor),
            Map.entry("discovery.k8s.io/v1", V1Discovery::getDescriptor),
            Map.entry("events.k8s.io/v1", V1Events::getDescriptor),
            Map.entry("flowcontrol.apiserver.k8s.io/v1", V1Flowcontrol::getDescriptor),
            Map.entry("networking.k8s.io/v1", V1Networking::getDescriptor),
            Map.entry("node.k8s.io/v1", V1Node::getDescriptor),
            Map.entry("policy/v1", V1Policy::getDescriptor),
            Map.entry("rbac.authorization.k8s.io/v1", V1Rbac::getDescriptor),
            Map.entry("resource.k8s.io/v1", V1Resource::getDescriptor),
            Map.entry("scheduling.k8s.io/v1", V1Scheduling::getDescriptor),
            Map.entry("storage.k8s.io/v1", V1Storage::getDescriptor));

    /** Structures whose fields JSON has one level up. */
    private static final Set<String> INLINE = Set.of(
            "admissionregistration.v1.NamedRuleWithOperations.ruleWithOperations",
            "admissionregistration.v1.RuleWithOperations.rule",
            "core.v1.ConfigMapEnvSource.localObjectReference",
            "core.v1.ConfigMapKeySelector.localObjectReference",
            "core.v1.ConfigMapProjection.localObjectReference",
            "core.v1.ConfigMapVolumeSource.localObjectReference",
            "core.v1.EphemeralContainer.ephemeralContainerCommon",
            "core.v1.PersistentVolumeSpec.persistentVolumeSource",
            "core.v1.Probe.handler",
            "core.v1.SecretEnvSource.localObjectReference",
            "core.v1.SecretKeySelector.localObjectReference",
            "core.v1.SecretProjection.localObjectReference",
            "core.v1.Volume.volumeSource",
            "networking.v1.IngressRule.ingressRuleValue",
            "resource.v1.DeviceAllocationConfiguration.deviceConfiguration",
            "resource.v1.DeviceClaimConfiguration.deviceConfiguration",
            "resource.v1.DeviceClassConfiguration.deviceConfiguration");

    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("MutatingWebhookConfiguration.Webhooks", "webhooks"),
            Map.entry("ValidatingWebhookConfiguration.Webhooks", "webhooks"),
            Map.entry("Validation.Expression", "expression"),
            Map.entry("Variable.Expression", "expression"),
            Map.entry("Variable.Name", "name"),
            Map.entry("BoundObjectReference.uID", "uid"),
            Map.entry("IngressClassParametersReference.aPIGroup", "apiGroup"),
            Map.entry("JSONSchemaProps.ref", "$ref"),
            Map.entry("JSONSchemaProps.schema", "$schema"),
            Map.entry("JSONSchemaProps.xKubernetesEmbeddedResource", "x-kubernetes-embedded-resource"),
            Map.entry("JSONSchemaProps.xKubernetesIntOrString", "x-kubernetes-int-or-string"),
            Map.entry("JSONSchemaProps.xKubernetesListMapKeys", "x-kubernetes-list-map-keys"),
            Map.entry("JSONSchemaProps.xKubernetesListType", "x-kubernetes-list-type"),
            Map.entry("JSONSchemaProps.xKubernetesMapType", "x-kubernetes-map-type"),
            Map.entry("JSONSchemaProps.xKubernetesPreserveUnknownFields", "x-kubernetes-preserve-unknown-fields"),
            Map.entry("JSONSchemaProps.xKubernetesValidations", "x-kubernetes-validations"));

    private static final Map<FieldDescriptor, String> NAMES = new ConcurrentHashMap<>();

    /** Stands for a field whose content JSON has one level up. */
    static final String ONE_LEVEL_UP = "";

    private ProtobufNames() {}

    static Optional<Descriptor> message(Gvk kind) {
        Supplier<FileDescriptor> file = FILES.get(kind.apiVersion());
        @Nullable Descriptor own = file == null ? null : file.get().findMessageTypeByName(kind.kind());
        return Optional.ofNullable(own == null ? Meta.getDescriptor().findMessageTypeByName(kind.kind()) : own);
    }

    static String json(FieldDescriptor field) {
        return NAMES.computeIfAbsent(field, ProtobufNames::find);
    }

    private static String find(FieldDescriptor field) {
        String message = field.getContainingType().getFullName();
        if (INLINE.contains(message.replaceFirst("^k8s\\.io\\.api\\.", "") + "." + field.getName())) {
            return ONE_LEVEL_UP;
        }
        return RENAMED.getOrDefault(field.getContainingType().getName() + "." + field.getName(), field.getName());
    }
}
