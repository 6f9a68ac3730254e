package io.navarch.apiserver.validation;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.apps.AppsKinds;
import io.navarch.apiserver.validation.autoscaling.AutoscalerRules;
import io.navarch.apiserver.validation.batch.BatchKinds;
import io.navarch.apiserver.validation.certificate.CertificateRequestRules;
import io.navarch.apiserver.validation.cluster.ClusterKinds;
import io.navarch.apiserver.validation.core.CoreKinds;
import io.navarch.apiserver.validation.core.EventRules;
import io.navarch.apiserver.validation.core.NamespaceRules;
import io.navarch.apiserver.validation.device.DeviceKinds;
import io.navarch.apiserver.validation.flow.FlowKinds;
import io.navarch.apiserver.validation.network.NetworkKinds;
import io.navarch.apiserver.validation.network.ServiceAddressRules;
import io.navarch.apiserver.validation.pod.PodRules;
import io.navarch.apiserver.validation.policy.PodDisruptionBudgetRules;
import io.navarch.apiserver.validation.rbac.RbacKinds;
import io.navarch.apiserver.validation.registration.RegistrationKinds;
import io.navarch.apiserver.validation.storage.StorageKinds;
import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The door: what is wrong with an object of a kind. A kind without an entry refuses nothing beyond its schema. */
public final class KindValidations {

    private static final Map<GroupResource, KindValidation> BY_KIND = all();

    private KindValidations() {}

    private static Map<GroupResource, KindValidation> all() {
        Map<GroupResource, KindValidation> all = new HashMap<>();
        all.put(new GroupResource("", "pods"), new PodRules());
        all.putAll(CoreKinds.RULES);
        all.putAll(NetworkKinds.RULES);
        all.putAll(AppsKinds.RULES);
        all.putAll(StorageKinds.RULES);
        all.putAll(BatchKinds.RULES);
        all.putAll(FlowKinds.RULES);
        all.put(new GroupResource("apiregistration.k8s.io", "apiservices"), new ApiServiceRules());
        all.put(new GroupResource("certificates.k8s.io", "certificatesigningrequests"), new CertificateRequestRules());
        all.putAll(RbacKinds.RULES);
        all.putAll(RegistrationKinds.RULES);
        all.put(new GroupResource("autoscaling", "horizontalpodautoscalers"), new AutoscalerRules());
        all.put(new GroupResource("policy", "poddisruptionbudgets"), new PodDisruptionBudgetRules());
        all.putAll(DeviceKinds.RULES);
        all.putAll(ClusterKinds.RULES);
        return Map.copyOf(all);
    }

    public static List<FieldError> create(GroupResource kind, JsonNode object) {
        List<FieldError> errors = new ArrayList<>(0);
        KindValidation rules = BY_KIND.get(kind);
        if (rules != null) {
            rules.create(Field.root(object, errors));
        }
        return errors;
    }

    public static List<FieldError> update(GroupResource kind, JsonNode object, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        KindValidation rules = BY_KIND.get(kind);
        if (rules != null) {
            rules.update(Field.root(object, errors), before);
        }
        return errors;
    }

    public static List<FieldError> status(GroupResource kind, JsonNode object, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        KindValidation rules = BY_KIND.get(kind);
        if (rules != null) {
            rules.status(Field.root(object, errors), before);
        }
        return errors;
    }

    /** Texts for Warning headers; what was before is missing on create. */
    public static List<String> warnings(GroupResource kind, JsonNode object, JsonNode before) {
        KindValidation rules = BY_KIND.get(kind);
        return rules == null ? List.of() : rules.warnings(object, before);
    }

    /** Texts for Warning headers of a write to status. */
    public static List<String> statusWarnings(GroupResource kind, JsonNode object) {
        KindValidation rules = BY_KIND.get(kind);
        return rules == null ? List.of() : rules.statusWarnings(object);
    }

    /** What is wrong with the cluster addresses and families of a service, asked before any are allocated. */
    public static List<FieldError> serviceAddresses(JsonNode service, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        ServiceAddressRules.check(Field.root(service, errors).at("spec"), before.path("spec"));
        return errors;
    }

    /** An Event, in the core group's form, written through events.k8s.io; what was before is missing on create. */
    public static List<FieldError> event(JsonNode event, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        Field root = Field.root(event, errors);
        if (before.isObject()) {
            EventRules.strictUpdate(root, before);
        } else {
            EventRules.strictCreate(root);
        }
        return errors;
    }

    /** A write to a namespace's finalize. */
    public static List<FieldError> namespaceFinalizers(JsonNode namespace) {
        List<FieldError> errors = new ArrayList<>(0);
        NamespaceRules.finalizers(Field.root(namespace, errors));
        return errors;
    }

    /** A write to a certificate request's approval. */
    public static List<FieldError> approval(JsonNode request, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        CertificateRequestRules.approval(Field.root(request, errors), before);
        return errors;
    }

    /** A write to a pod's ephemeralcontainers. */
    public static List<FieldError> ephemeralContainers(JsonNode pod, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        PodRules.ephemeralContainers(Field.root(pod, errors), before);
        return errors;
    }

    /** A write to a pod's resize, which would give it this quality of service. */
    public static List<FieldError> resize(JsonNode pod, JsonNode before, String quality) {
        List<FieldError> errors = new ArrayList<>(0);
        PodRules.resize(Field.root(pod, errors), before, quality);
        return errors;
    }
}
