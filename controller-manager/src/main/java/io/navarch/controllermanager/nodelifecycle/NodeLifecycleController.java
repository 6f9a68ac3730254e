package io.navarch.controllermanager.nodelifecycle;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Plain;
import io.navarch.controllermanager.nodelifecycle.NodeLifecycleWorld.Eviction;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs the planner, and remembers when each node last gave a sign of life: by our own clock, when its lease or its Ready condition
 * was seen to change.
 */
public final class NodeLifecycleController implements WritingController {

    /** A node that has just registered may take this much longer. */
    private static final Duration STARTUP_GRACE = Duration.ofSeconds(60);

    private record Sign(@Nullable Instant lease, @Nullable String heartbeat, String readiness) {}

    private record Heard(Sign sign, Instant at) {}

    private final Duration grace;
    private final EvictionRate rate;
    private final Map<String, Heard> heard = new HashMap<>();

    public NodeLifecycleController(Duration grace, double evictionsPerSecond) {
        this.grace = grace;
        this.rate = new EvictionRate(evictionsPerSecond);
    }

    @Override
    public String name() {
        return "node-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.NODE, Kinds.NODE_LEASE, Kinds.POD);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.NODE) != null || change.of(Kinds.NODE_LEASE) != null) {
            marks.accept(ObjectKey.cluster(change.key().name()));
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Node> found = world.table(Kinds.NODE).get(key);
        if (found.isEmpty()) {
            heard.remove(key.name());
            rate.healthy(key.name());
            return Plan.nothing();
        }
        Node node = found.get();
        Heard last = listen(node, world, now);
        Duration allowed = node.condition("Ready") == null && grace.compareTo(STARTUP_GRACE) < 0 && lease(node, world) == null
                ? STARTUP_GRACE
                : grace;
        Instant later = null;
        Eviction eviction = Eviction.LATER;
        if (NodeLifecyclePlanner.wantsEviction(node)) {
            later = rate.ask(node, world.table(Kinds.NODE).all(), now);
            eviction = later == null ? Eviction.ALLOWED : Eviction.LATER;
        } else if (node.ready()) {
            rate.healthy(key.name());
        }
        Plan<Write> plan = NodeLifecyclePlanner.plan(new NodeLifecycleWorld(
                node, last.at(), allowed, world.table(Kinds.POD).by(Kinds.PODS_BY_NODE, key.name()), eviction, now));
        Instant again = earlier(plan.again(), later);
        return new Plan<>(plan.intents(), plan.events(), again);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant lease(Node node, World world) {
        return world.table(Kinds.NODE_LEASE)
                .get("kube-node-lease", node.metadata().name())
                .map(Plain.Lease::spec)
                .map(Plain.LeaseSpec::renewTime)
                .orElse(null);
    }

    private Heard listen(Node node, World world, Instant now) {
        JsonNode ready = node.condition("Ready");
        Heard last = heard.get(node.metadata().name());
        boolean ours = ready != null && ready.path("status").asString("").equals("Unknown");
        // What we wrote ourselves is no sign of life.
        Sign sign = new Sign(
                lease(node, world),
                ready == null ? null : ready.path("lastHeartbeatTime").asString(""),
                ours && last != null ? last.sign().readiness() : node.conditionStatus("Ready"));
        if (last == null || !Objects.equals(last.sign(), sign)) {
            last = new Heard(sign, last == null && ours ? Instant.EPOCH : now);
            heard.put(node.metadata().name(), last);
        }
        return last;
    }
}
