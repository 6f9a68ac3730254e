package io.navarch.controllermanager.podgc;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at all pods in turn; the first pod starts it, time keeps it going. */
public final class PodGcController implements WritingController {

    static final ObjectKey SWEEP = ObjectKey.cluster("sweep");
    static final Duration EVERY = Duration.ofSeconds(20);

    private final int endedLimit;
    private final Map<String, Instant> absentSince = new HashMap<>();
    private boolean started;

    /** So many pods that ended may stay; 0 for any number. */
    public PodGcController(int endedLimit) {
        this.endedLimit = endedLimit;
    }

    @Override
    public String name() {
        return "pod-garbage-collector-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.POD, Kinds.NODE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (!started) {
            started = true;
            marks.accept(SWEEP);
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Collection<Pod> pods = world.table(Kinds.POD).all();
        Set<String> absent = new HashSet<>();
        for (Pod pod : pods) {
            if (pod.bound() && world.table(Kinds.NODE).get("", pod.spec().nodeName()).isEmpty()) {
                absent.add(pod.spec().nodeName());
            }
        }
        absentSince.keySet().retainAll(absent);
        absent.forEach(node -> absentSince.putIfAbsent(node, now));
        List<Write> writes = PodGcPlanner.plan(new PodGcWorld(
                pods, node -> world.table(Kinds.NODE).get("", node).orElse(null), Map.copyOf(absentSince), endedLimit, now));
        return new Plan<>(writes, List.of(), now.plus(EVERY));
    }
}
