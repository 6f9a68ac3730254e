package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.Amount;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod takes over the overhead of its runtime class, and where pods of it can run. */
public final class RuntimeClass implements Plugin {

    private static final GroupResource CLASSES = new GroupResource("node.k8s.io", "runtimeclasses");

    private final Objects objects;

    public RuntimeClass(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "RuntimeClass";
    }

    private static boolean applies(Attributes attributes) {
        return attributes.operation() == Operation.CREATE && attributes.concerns("", "pods");
    }

    private Optional<ObjectNode> named(Attributes attributes) {
        JsonNode name = attributes.given().path("spec").path("runtimeClassName");
        if (!name.isString()) {
            return Optional.empty();
        }
        ObjectKey key = ObjectKey.cluster(name.asString());
        Optional<ObjectNode> found = objects.get(CLASSES, key).or(() -> objects.getFresh(CLASSES, key));
        if (found.isEmpty()) {
            throw Forbidden.because(attributes, "pod rejected: RuntimeClass \"" + key.name() + "\" not found");
        }
        return found;
    }

    @Override
    public void mutate(Attributes attributes) {
        if (!applies(attributes)) {
            return;
        }
        ObjectNode spec = attributes.given().withObjectProperty("spec");
        named(attributes).ifPresent(found -> {
            if (found.hasNonNull("overhead")) {
                JsonNode fixed = found.path("overhead").path("podFixed");
                if (!spec.path("overhead").isEmpty() && !same(spec.path("overhead"), fixed)) {
                    throw mismatch(attributes);
                }
                if (fixed.isMissingNode()) {
                    spec.remove("overhead");
                } else {
                    spec.set("overhead", fixed.deepCopy());
                }
            }
            place(attributes, spec, found.path("scheduling"));
        });
    }

    private static void place(Attributes attributes, ObjectNode spec, JsonNode scheduling) {
        scheduling.path("nodeSelector").properties().forEach(e -> {
            String wanted = e.getValue().asString("");
            JsonNode said = spec.path("nodeSelector").path(e.getKey());
            if (said.isString() && !said.asString().equals(wanted)) {
                throw Forbidden.because(
                        attributes,
                        "conflict: runtimeClass.scheduling.nodeSelector[" + e.getKey() + "] = " + wanted
                                + "; pod.spec.nodeSelector[" + e.getKey() + "] = " + said.asString());
            }
            spec.withObjectProperty("nodeSelector").put(e.getKey(), wanted);
        });
        if (!scheduling.path("tolerations").isEmpty()) {
            List<JsonNode> all = new ArrayList<>(spec.path("tolerations").values());
            all.addAll(scheduling.path("tolerations").values());
            ArrayNode merged = spec.putArray("tolerations");
            withoutCovered(all).forEach(t -> merged.add(t.deepCopy()));
        }
    }

    /** Leaves out what another one tolerates as well; of equal ones the first stays. */
    static List<JsonNode> withoutCovered(List<JsonNode> all) {
        List<JsonNode> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            JsonNode one = all.get(i);
            boolean covered = kept.stream().anyMatch(k -> covers(k, one))
                    || all.subList(i + 1, all.size()).stream().anyMatch(later -> !later.equals(one) && covers(later, one));
            if (!covered) {
                kept.add(one);
            }
        }
        return kept;
    }

    private static boolean covers(JsonNode wide, JsonNode narrow) {
        if (wide.equals(narrow)) {
            return true;
        }
        boolean exists = text(wide, "operator").equals("Exists");
        boolean keys = text(wide, "key").equals(text(narrow, "key")) || text(wide, "key").isEmpty() && exists;
        boolean effects = text(wide, "effect").equals(text(narrow, "effect")) || text(wide, "effect").isEmpty();
        if (!keys || !effects) {
            return false;
        }
        if (text(wide, "effect").equals("NoExecute") && wide.hasNonNull("tolerationSeconds")
                && (!narrow.hasNonNull("tolerationSeconds")
                        || narrow.path("tolerationSeconds").asLong() > wide.path("tolerationSeconds").asLong())) {
            return false;
        }
        boolean equal = text(narrow, "operator").isEmpty() || text(narrow, "operator").equals("Equal");
        return exists || equal && text(wide, "value").equals(text(narrow, "value"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    @Override
    public void validate(Attributes attributes) {
        if (!applies(attributes)) {
            return;
        }
        JsonNode overhead = attributes.given().path("spec").path("overhead");
        Optional<ObjectNode> found = named(attributes).filter(c -> c.hasNonNull("overhead"));
        if (found.isPresent() && !same(found.get().path("overhead").path("podFixed"), overhead)) {
            throw mismatch(attributes);
        }
        if (found.isEmpty() && overhead.isObject()) {
            throw Forbidden.because(
                    attributes, "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
        }
    }

    private static io.navarch.apiserver.status.Refusal mismatch(Attributes attributes) {
        return Forbidden.because(attributes, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
    }

    /** The same amounts, however written. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.size() == other.size()
                && one.properties().stream().allMatch((Map.Entry<String, JsonNode> e) -> other.has(e.getKey())
                        && amount(e.getValue()).value().compareTo(amount(other.path(e.getKey())).value()) == 0);
    }

    private static Amount amount(JsonNode value) {
        return Amount.parse(value.asString("0"));
    }
}
