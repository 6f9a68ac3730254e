package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a pod's priority class into its priority; there is one default class at most. */
public final class Priority implements Plugin {

    private static final GroupResource CLASSES = new GroupResource("scheduling.k8s.io", "priorityclasses");

    private final Objects objects;

    public Priority(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "Priority";
    }

    @Override
    public void mutate(Attributes attributes) {
        if (!attributes.concerns("", "pods")) {
            return;
        }
        switch (attributes.operation()) {
            case CREATE -> settle(attributes, attributes.given().withObjectProperty("spec"));
            case UPDATE -> keep(attributes);
            case DELETE, CONNECT -> {}
        }
    }

    private static void keep(Attributes attributes) {
        ObjectNode spec = attributes.given().withObjectProperty("spec");
        ObjectNode old = attributes.old();
        for (String field : java.util.List.of("priority", "preemptionPolicy")) {
            JsonNode before = old == null ? null : old.path("spec").get(field);
            if (!spec.hasNonNull(field) && before != null) {
                spec.set(field, before);
            }
        }
    }

    private void settle(Attributes attributes, ObjectNode spec) {
        String name = spec.path("priorityClassName").asString("");
        Optional<ObjectNode> found = name.isEmpty() ? standard() : named(name);
        if (found.isEmpty() && !name.isEmpty()) {
            throw Forbidden.because(attributes, "no PriorityClass with name " + name + " was found");
        }
        int value = found.map(c -> c.path("value").asInt(0)).orElse(0);
        String policy = found.map(c -> c.path("preemptionPolicy").asString("")).filter(p -> !p.isEmpty()).orElse("PreemptLowerPriority");
        found.filter(c -> name.isEmpty())
                .ifPresent(c -> spec.put("priorityClassName", c.path("metadata").path("name").asString("")));
        if (spec.hasNonNull("priority") && spec.path("priority").asInt(0) != value) {
            throw Forbidden.because(
                    attributes,
                    "the integer value of priority (" + spec.path("priority").asInt(0)
                            + ") must not be provided in pod spec; priority admission controller computed " + value
                            + " from the given PriorityClass name");
        }
        String said = spec.path("preemptionPolicy").asString("");
        if (!said.isEmpty() && !said.equals(policy)) {
            throw Forbidden.because(
                    attributes,
                    "the string value of PreemptionPolicy (" + said
                            + ") must not be provided in pod spec; priority admission controller computed " + policy
                            + " from the given PriorityClass name");
        }
        spec.put("priority", value).put("preemptionPolicy", policy);
    }

    private Optional<ObjectNode> named(String name) {
        ObjectKey key = ObjectKey.cluster(name);
        return objects.get(CLASSES, key).or(() -> objects.getFresh(CLASSES, key));
    }

    /** Of several the one with the lowest value. */
    private Optional<ObjectNode> standard() {
        return objects.list(CLASSES, "").stream()
                .filter(c -> c.path("globalDefault").asBoolean(false))
                .min(Comparator.comparingInt(c -> c.path("value").asInt(0)));
    }

    @Override
    public void validate(Attributes attributes) {
        boolean writes = attributes.operation() == Operation.CREATE || attributes.operation() == Operation.UPDATE;
        if (!writes || !attributes.concerns("scheduling.k8s.io", "priorityclasses")
                || !attributes.given().path("globalDefault").asBoolean(false)) {
            return;
        }
        String name = attributes.given().path("metadata").path("name").asString("");
        standard().map(c -> c.path("metadata").path("name").asString(""))
                .filter(other -> !other.equals(name))
                .ifPresent(other -> {
                    throw Refusal.forbidden(
                            CLASSES,
                            name,
                            "PriorityClass " + other
                                    + " is already marked as default. Only one default can exist");
                });
    }
}
