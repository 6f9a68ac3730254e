package io.navarch.apiserver.verb;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** POST to pods/NAME/eviction: deletes the pod if its disruption budget has one to spare, which is then taken off it. */
final class Eviction {

    private static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudgets");
    private static final int MOST_DISRUPTED = 2000;
    private static final Set<String> UNGUARDED = Set.of("Succeeded", "Failed", "Pending");

    private final Backend backend;
    private final Commit commit;
    private final Reads reads;
    private final Delete delete;

    Eviction(Backend backend, Commit commit, Reads reads, Delete delete) {
        this.backend = backend;
        this.commit = commit;
        this.reads = reads;
        this.delete = delete;
    }

    Answer evict(Call call, byte[] body) {
        Subresource sub = call.type().subresource("eviction");
        if (sub == null || sub.schema() == null) {
            throw Refusal.noSuchResource();
        }
        ObjectNode eviction = Decoding.object(body, sub.kind(), sub.schema(), call, backend.types().current());
        if (!Metadata.of(eviction).name().equals(call.name())) {
            throw Refusal.badRequest("name in URL does not match name in Eviction object");
        }
        DeleteOptions options = DeleteOptions.of(eviction.path("deleteOptions"));
        boolean dryRun = call.options().dryRun() || options.dryRun();
        Options writing = new Options(
                dryRun, call.options().fieldValidation(), call.options().fieldManager(), false);
        Call pod = call.with(writing).of(call.type(), "");
        ObjectNode live = (ObjectNode) Json.tree(reads.get(pod, "").json());
        boolean guarded = !UNGUARDED.contains(live.path("status").path("phase").asString(""))
                && !Metadata.of(live).beingDeleted();
        boolean asItIs = guarded && takeFromBudget(pod, live) == Taken.NOTHING_NEEDED && !ready(live);
        if (asItIs) {
            // It may go because it is not ready; if it has become so meanwhile, its budget counts again.
            requireUnchanged(pod, live);
        }
        markTarget(pod);
        delete.delete(pod, options);
        return Answers.created();
    }

    private void requireUnchanged(Call call, ObjectNode seen) {
        boolean same = commit.fresh(call.type(), call.key())
                .filter(now -> now.revision().toString().equals(Metadata.of(seen).resourceVersion()))
                .isPresent();
        if (!same) {
            throw disrupted(10, "The pod has changed while it was to be evicted.");
        }
    }

    private enum Taken {
        ONE,
        NOTHING_NEEDED
    }

    private Taken takeFromBudget(Call call, ObjectNode pod) {
        List<ObjectNode> budgets = backend.objects().list(BUDGETS, call.namespace()).stream()
                .filter(b -> selects(b, pod))
                .toList();
        if (budgets.isEmpty()) {
            return Taken.NOTHING_NEEDED;
        }
        if (budgets.size() > 1) {
            throw Refusal.of(
                    500, "", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.", null);
        }
        ObjectNode budget = budgets.getFirst();
        if (!ready(pod) && mayGoUnready(budget)) {
            return Taken.NOTHING_NEEDED;
        }
        ResourceType type = backend.types().current().find(BUDGETS).orElseThrow();
        String name = Metadata.of(budget).name();
        Call onBudget = call.of(type, "").named(name);
        commit.change(onBudget, new ObjectKey(call.namespace(), name), current -> decrement(current.object(), call.name()));
        return Taken.ONE;
    }

    private static boolean selects(ObjectNode budget, ObjectNode pod) {
        JsonNode selector = budget.path("spec").path("selector");
        if (!selector.isObject()) {
            return false;
        }
        Map<String, String> labels = new HashMap<>();
        pod.path("metadata").path("labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asString("")));
        return Json.MAPPER.treeToValue(selector, LabelSelector.class).matches(labels);
    }

    private static boolean ready(ObjectNode pod) {
        return pod.path("status").path("conditions").valueStream()
                .anyMatch(c -> c.path("type").asString("").equals("Ready") && c.path("status").asString("").equals("True"));
    }

    private static boolean mayGoUnready(ObjectNode budget) {
        JsonNode status = budget.path("status");
        int desired = status.path("desiredHealthy").asInt(0);
        return budget.path("spec").path("unhealthyPodEvictionPolicy").asString("").equals("AlwaysAllow")
                || status.path("currentHealthy").asInt(0) >= desired && desired > 0;
    }

    private Commit.Step decrement(ObjectNode current, String pod) {
        ObjectNode budget = current.deepCopy();
        Metadata metadata = Metadata.of(budget);
        ObjectNode status = budget.withObjectProperty("status");
        if (status.path("observedGeneration").asLong(0) < metadata.generation()) {
            throw disrupted(10, "The disruption budget " + metadata.name() + " is still being processed by the server.");
        }
        int allowed = status.path("disruptionsAllowed").asInt(0);
        GroupResource subject = new GroupResource("policy", "poddisruptionbudget");
        if (allowed < 0) {
            throw Refusal.forbidden(subject, metadata.name(), "pdb disruptions allowed is negative");
        }
        if (status.path("disruptedPods").size() > MOST_DISRUPTED) {
            throw Refusal.forbidden(
                    subject, metadata.name(), "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }
        if (allowed == 0) {
            throw disrupted(0, whyNot(metadata.name(), status));
        }
        status.put("disruptionsAllowed", allowed - 1);
        if (allowed == 1) {
            noMoreAllowed(status);
        }
        status.withObjectProperty("disruptedPods").put(pod, Metadata.time(backend.clock().instant()));
        return new Commit.Step.Put(budget);
    }

    private void noMoreAllowed(ObjectNode status) {
        ArrayNode conditions = status.withArrayProperty("conditions");
        for (JsonNode condition : conditions) {
            if (condition.path("type").asString("").equals("DisruptionAllowed")) {
                ((ObjectNode) condition)
                        .put("status", "False")
                        .put("reason", "InsufficientPods")
                        .put("lastTransitionTime", Metadata.time(backend.clock().instant()));
            }
        }
    }

    private static String whyNot(String name, JsonNode status) {
        String text = "The disruption budget " + name;
        int current = status.path("currentHealthy").asInt(0);
        int desired = status.path("desiredHealthy").asInt(0);
        for (JsonNode condition : status.path("conditions")) {
            boolean refused = condition.path("type").asString("").equals("DisruptionAllowed")
                    && condition.path("status").asString("").equals("False")
                    && !condition.path("message").asString("").isEmpty();
            if (refused && condition.path("reason").asString("").equals("SyncFailed")) {
                return text + " does not allow evicting pods currently because it failed sync: "
                        + condition.path("message").asString("");
            }
            if (refused && current > desired) {
                return text + " does not allow evicting pods currently (" + condition.path("reason").asString("") + "): "
                        + condition.path("message").asString("");
            }
        }
        return current <= desired
                ? text + " needs " + desired + " healthy pods and has " + current + " currently"
                : text + " does not allow evicting pods currently";
    }

    private static Refusal disrupted(int retryAfter, String why) {
        List<Details.Cause> causes = new ArrayList<>(List.of(new Details.Cause("DisruptionBudget", why, "")));
        return Refusal.of(
                Reason.TOO_MANY_REQUESTS,
                "Cannot evict pod as it would violate the pod's disruption budget.",
                Details.retryAfter(retryAfter).withCauses(causes));
    }

    /** Says in the pod's status that it is being evicted, as far as it is still there. */
    private void markTarget(Call call) {
        commit.change(call, call.key(), current -> {
            ObjectNode pod = current.object().deepCopy();
            ArrayNode conditions = pod.withObjectProperty("status").withArrayProperty("conditions");
            if (conditions.valueStream().anyMatch(c -> c.path("type").asString("").equals("DisruptionTarget"))) {
                return new Commit.Step.Keep();
            }
            ObjectNode condition = conditions.addObject().put("type", "DisruptionTarget").put("status", "True");
            condition.putNull("lastProbeTime");
            condition.put("lastTransitionTime", Metadata.time(backend.clock().instant()));
            condition.put("reason", "EvictionByEvictionAPI").put("message", "Eviction API: evicting");
            return new Commit.Step.Put(pod);
        });
    }
}
