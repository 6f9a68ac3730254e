package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.Shown;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What may change of a job: its template only while it is suspended and nothing of it runs. */
final class JobChangeRules {

    private JobChangeRules() {}

    static void check(Field spec, JsonNode before) {
        JsonNode old = before.path("spec");
        completions(spec, old);
        stays(spec.at("selector"), old, Shown.selector(spec.at("selector").value()));
        template(spec.at("template"), before);
        plain(spec, old, "completionMode");
        plain(spec, old, "podFailurePolicy", "PodFailurePolicy");
        plain(spec, old, "backoffLimitPerIndex");
        plain(spec, old, "managedBy");
        plain(spec, old, "successPolicy", "SuccessPolicy");
    }

    private static void completions(Field spec, JsonNode old) {
        if (!JobSpecRules.isIndexed(spec)) {
            plain(spec, old, "completions");
            return;
        }
        Field completions = spec.at("completions");
        boolean same = Equality.same(completions.value(), old.path("completions"));
        if (!same && completions.isSet() && completions.number() != spec.at("parallelism").number()) {
            completions.invalid("can only be modified in tandem with spec.parallelism");
        }
    }

    private static void plain(Field spec, JsonNode old, String name) {
        Field field = spec.at(name);
        stays(field, old, field.isSet() ? field.value() : NullNode.getInstance());
    }

    private static void plain(Field spec, JsonNode old, String name, String form) {
        Field field = spec.at(name);
        stays(field, old, field.isSet() ? InternalForm.of(form, field.value()) : NullNode.getInstance());
    }

    private static void stays(Field field, JsonNode oldSpec, JsonNode shown) {
        String path = field.path().toString();
        if (!Equality.same(field.value(), oldSpec.path(path.substring(path.lastIndexOf('.') + 1)))) {
            field.invalid(shown, "field is immutable");
        }
    }

    private static void template(Field template, JsonNode before) {
        JsonNode old = before.path("spec").path("template");
        boolean suspended = before.path("spec").path("suspend").asBoolean(false);
        boolean open = suspended
                && (!before.path("status").hasNonNull("startTime") || isSuspended(before))
                && before.path("status").path("active").asInt(0) == 0;
        if (!open) {
            if (!Equality.same(template.value(), old)) {
                template.invalid(InternalForm.of("PodTemplateSpec", template.value()), "field is immutable");
            }
            return;
        }
        // With resources open to change, Kubernetes compares the specs alone.
        ObjectNode allowed = (ObjectNode) old.path("spec").deepCopy();
        JsonNode now = template.value().path("spec");
        affinity(allowed, now);
        for (String field : List.of("nodeSelector", "tolerations", "schedulingGates")) {
            take(allowed, now, field);
        }
        for (String containers : List.of("containers", "initContainers")) {
            resources(allowed.path(containers), now.path(containers));
        }
        if (!Equality.same(now, allowed)) {
            template.at("spec").invalid(InternalForm.of("PodSpec", now), "field is immutable");
        }
    }

    private static boolean isSuspended(JsonNode job) {
        return JobConditions.isTrue(job, "Suspended");
    }

    private static void take(ObjectNode allowed, JsonNode now, String field) {
        if (now.has(field)) {
            allowed.set(field, now.get(field));
        } else {
            allowed.remove(field);
        }
    }

    /** Of affinity, that to nodes is free. */
    private static void affinity(ObjectNode allowed, JsonNode now) {
        JsonNode wanted = now.path("affinity");
        if (!wanted.isObject()) {
            if (allowed.get("affinity") instanceof ObjectNode old) {
                old.remove("nodeAffinity");
                if (old.isEmpty()) {
                    allowed.remove("affinity");
                }
            }
            return;
        }
        take(allowed.withObjectProperty("affinity"), wanted, "nodeAffinity");
    }

    private static void resources(JsonNode allowed, JsonNode now) {
        if (allowed.size() != now.size()) {
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            if (allowed.get(i).path("name").equals(now.get(i).path("name"))) {
                take((ObjectNode) allowed.get(i), now.get(i), "resources");
            }
        }
    }
}
