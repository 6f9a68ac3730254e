package io.navarch.apiserver.validation;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.pod.PodRules;
import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The door: what is wrong with an object of a kind. A kind without an entry refuses nothing beyond its schema. */
public final class KindValidations {

    private static final Map<GroupResource, KindValidation> BY_KIND =
            Map.ofEntries(Map.entry(new GroupResource("", "pods"), new PodRules()));

    private KindValidations() {}

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

    /** A write to a pod's ephemeralcontainers. */
    public static List<FieldError> ephemeralContainers(JsonNode pod, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        PodRules.ephemeralContainers(Field.root(pod, errors), before);
        return errors;
    }

    /** A write to a pod's resize. */
    public static List<FieldError> resize(JsonNode pod, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(0);
        PodRules.resize(Field.root(pod, errors), before);
        return errors;
    }
}
