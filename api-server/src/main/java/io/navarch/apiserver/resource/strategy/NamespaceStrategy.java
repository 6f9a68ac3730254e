package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.NameRule;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.validation.KindValidations;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Namespaces are Active until deleted, then Terminating until both lists of finalizers are empty: metadata's, and spec's, which only the
 * finalize subresource writes.
 */
public final class NamespaceStrategy implements Strategy {

    private static final String FINALIZER = "kubernetes";
    static final String NAME_LABEL = "kubernetes.io/metadata.name";

    /** The cluster does not work without these. */
    private static final Set<String> PERMANENT = Set.of("default", "kube-system", "kube-public");

    private static final Strategy STATUS = new StatusStrategy(Set.of("status")) {
        @Override
        protected void prepare(ObjectNode object, ObjectNode old, Circumstances circumstances) {
            label(object);
        }
    };

    private static final Strategy FINALIZE = new StatusStrategy(Set.of("spec")) {
        @Override
        protected void prepare(ObjectNode object, ObjectNode old, Circumstances circumstances) {
            label(object);
        }

        @Override
        public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
            return KindValidations.namespaceFinalizers(object);
        }

        @Override
        public boolean mayGoOnUpdate(ObjectNode object, ObjectNode old) {
            return specFinalizers(object).isEmpty();
        }
    };

    @Override
    public NameRule nameRule() {
        return NameRule.DNS_LABEL;
    }

    @Override
    public void fillDefaults(ObjectNode object) {
        label(object);
    }

    @Override
    public void prepareForCreate(ObjectNode object, Circumstances circumstances) {
        object.set("status", object.objectNode().put("phase", "Active"));
        ObjectNode spec = object.withObjectProperty("spec");
        ArrayNode finalizers = spec.withArrayProperty("finalizers");
        if (finalizers.valueStream().noneMatch(f -> f.asString().equals(FINALIZER))) {
            finalizers.add(FINALIZER);
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
        JsonNode spec = old.get("spec");
        if (spec != null) {
            object.set("spec", spec.deepCopy());
        }
        label(object);
    }

    @Override
    public Strategy forSubresource(String name) {
        return name.equals("finalize") ? FINALIZE : STATUS;
    }

    @Override
    public boolean mayGoOnUpdate(ObjectNode object, ObjectNode old) {
        return specFinalizers(object).isEmpty();
    }

    @Override
    public boolean marksGracePeriod() {
        return false;
    }

    @Override
    public boolean staysWhenDeleted(ObjectNode object) {
        return !specFinalizers(object).isEmpty();
    }

    @Override
    public void prepareForTermination(ObjectNode object, Circumstances circumstances) {
        object.withObjectProperty("status").put("phase", "Terminating");
    }

    @Override
    public void validateDelete(ObjectNode object, Circumstances circumstances) {
        String name = object.path("metadata").path("name").asString("");
        if (PERMANENT.contains(name)) {
            throw Refusal.forbidden(circumstances.type().groupResource(), name, "this namespace may not be deleted");
        }
    }

    static List<String> specFinalizers(ObjectNode namespace) {
        return namespace.path("spec").path("finalizers").valueStream().map(JsonNode::asString).toList();
    }

    private static void label(ObjectNode object) {
        String name = object.path("metadata").path("name").asString("");
        if (!name.isEmpty()) {
            object.withObjectProperty("metadata").withObjectProperty("labels").put(NAME_LABEL, name);
        }
    }
}
