package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.KindValidations;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A certificate request says who made it, which only the server can know, and does not change. Whether it is approved is written
 * through the subresource approval, the certificate through status.
 */
public final class CertificateRequestStrategy implements Strategy {

    private static final List<String> DECISIONS = List.of("Approved", "Denied");

    private static final Strategy STATUS = new StatusStrategy(Set.of("status")) {
        @Override
        protected void prepare(ObjectNode request, ObjectNode old, Circumstances circumstances) {
            DECISIONS.forEach(decision -> keep(request, old, decision));
            fillTimes(request, old, circumstances);
        }
    };

    private static final Strategy APPROVAL = new StatusStrategy(Set.of("status")) {
        @Override
        protected void prepare(ObjectNode request, ObjectNode old, Circumstances circumstances) {
            fillTimes(request, old, circumstances);
            JsonNode conditions = request.path("status").path("conditions");
            JsonNode before = old.path("status");
            ObjectNode status = before.isObject() ? (ObjectNode) before.deepCopy() : request.objectNode();
            status.remove("conditions");
            if (conditions.isArray()) {
                status.set("conditions", conditions);
            }
            request.set("status", status);
        }

        @Override
        public List<FieldError> validateUpdate(ObjectNode request, ObjectNode old, Circumstances circumstances) {
            return KindValidations.approval(request, old);
        }
    };

    @Override
    public void prepareForCreate(ObjectNode request, Circumstances circumstances) {
        ObjectNode spec = request.withObjectProperty("spec");
        spec.remove(List.of("username", "uid", "groups", "extra"));
        spec.put("username", circumstances.user());
        if (!circumstances.uid().isEmpty()) {
            spec.put("uid", circumstances.uid());
        }
        circumstances.groups().forEach(spec.putArray("groups")::add);
        circumstances.extra().forEach((key, values) -> values.forEach(spec.withObjectProperty("extra").withArray(key)::add));
    }

    @Override
    public void prepareForUpdate(ObjectNode request, ObjectNode old, Circumstances circumstances) {
        request.set("spec", old.path("spec"));
    }

    @Override
    public Strategy forSubresource(String name) {
        return name.equals("approval") ? APPROVAL : STATUS;
    }

    /** Decisions that are there before and after stay as they were; one more or less is for validation to refuse. */
    private static void keep(ObjectNode request, ObjectNode old, String type) {
        List<JsonNode> before = conditions(old, type);
        List<JsonNode> after = conditions(request, type);
        if (before.size() == after.size()) {
            for (int i = 0; i < after.size(); i++) {
                ((ObjectNode) after.get(i)).removeAll().setAll((ObjectNode) before.get(i).deepCopy());
            }
        }
    }

    private static List<JsonNode> conditions(ObjectNode request, String type) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode condition : request.path("status").path("conditions")) {
            if (condition.isObject() && type.equals(condition.path("type").asString(""))) {
                found.add(condition);
            }
        }
        return found;
    }

    private static void fillTimes(ObjectNode request, ObjectNode old, Circumstances circumstances) {
        String now = circumstances.now().truncatedTo(ChronoUnit.SECONDS).toString();
        if (!(request.path("status").path("conditions") instanceof ArrayNode conditions)) {
            return;
        }
        for (JsonNode condition : conditions) {
            ObjectNode one = (ObjectNode) condition;
            if (!one.hasNonNull("lastUpdateTime")) {
                one.put("lastUpdateTime", now);
            }
            if (!one.hasNonNull("lastTransitionTime")) {
                String since = conditions(old, one.path("type").asString("")).stream()
                        .filter(c -> c.path("status").equals(one.path("status")) && c.hasNonNull("lastTransitionTime"))
                        .map(c -> c.path("lastTransitionTime").asString())
                        .findFirst()
                        .orElse(now);
                one.put("lastTransitionTime", since);
            }
        }
    }
}
