package io.navarch.controllermanager.clusterrole;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.ClusterRole;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A key is an aggregating ClusterRole. */
public final class AggregationController implements WritingController {

    @Override
    public String name() {
        return "clusterrole-aggregation-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.CLUSTER_ROLE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        world.table(Kinds.CLUSTER_ROLE).all().stream()
                .filter(role -> role.aggregationRule() != null)
                .forEach(role -> marks.accept(role.metadata().key()));
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<ClusterRole> role = world.table(Kinds.CLUSTER_ROLE).get(key);
        return role.filter(r -> r.aggregationRule() != null)
                .map(r -> plan(r, world.table(Kinds.CLUSTER_ROLE).all()))
                .orElse(Plan.nothing());
    }

    static Plan<Write> plan(ClusterRole role, Collection<ClusterRole> all) {
        ArrayNode rules = Json.MAPPER.createArrayNode();
        for (LabelSelector selector : role.aggregationRule().clusterRoleSelectors()) {
            for (ClusterRole part : all) {
                boolean other = !part.metadata().name().equals(role.metadata().name());
                if (other && part.rules() != null && selector.matches(part.metadata().labels())) {
                    part.rules().forEach(rule -> add(rules, rule));
                }
            }
        }
        JsonNode before = role.rules() == null || role.rules().isNull() ? Json.MAPPER.createArrayNode() : role.rules();
        if (Difference.same(before, rules)) {
            return Plan.nothing();
        }
        ObjectNode patch = Json.object().put("apiVersion", "rbac.authorization.k8s.io/v1").put("kind", "ClusterRole");
        patch.putObject("metadata").put("name", role.metadata().name());
        if (!rules.isEmpty()) {
            patch.set("rules", rules);
        }
        return Plan.of(List.of(new Write.Patch(
                Kinds.CLUSTER_ROLES, role.metadata().key(), Subresource.NONE, PatchType.APPLY, patch, Telling.NOTHING)));
    }

    private static void add(ArrayNode rules, JsonNode rule) {
        if (rules.valueStream().noneMatch(r -> Difference.same(r, rule))) {
            rules.add(rule);
        }
    }
}
