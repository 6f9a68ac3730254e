package io.navarch.controllermanager.servicecidr;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Service;
import io.navarch.controllermanager.kind.Service.Range;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A key is a ServiceCIDR. */
public final class ServiceCidrController implements WritingController {

    private static final String FINALIZER = "networking.k8s.io/service-cidr-finalizer";
    /** Until then a server may still give out an address of a range that is being deleted. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "service-cidr-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.SERVICE_RANGE, Kinds.SERVICE);
    }

    /** Ranges and services concern the ranges that are going; there are few. */
    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.SERVICE_RANGE) != null) {
            marks.accept(change.key());
        }
        for (Range range : world.table(Kinds.SERVICE_RANGE).all()) {
            if (range.metadata().beingDeleted()) {
                marks.accept(range.metadata().key());
            }
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Range> found = world.table(Kinds.SERVICE_RANGE).get(key);
        if (found.isEmpty()) {
            return Plan.nothing();
        }
        Range range = found.get();
        boolean held = range.metadata().finalizers().contains(FINALIZER);
        if (range.metadata().beingDeleted()) {
            return held ? letGo(range, world, now) : Plan.nothing();
        }
        if (!held) {
            return Plan.of(List.of(Write.addFinalizer(Kinds.SERVICE_RANGES, range.metadata(), FINALIZER)));
        }
        return Plan.of(ready(range, "True", "", "Kubernetes Service CIDR is ready", now));
    }

    private static Plan<Write> letGo(Range range, World world, Instant now) {
        List<Blocks> others = world.table(Kinds.SERVICE_RANGE).all().stream()
                .filter(other -> !other.metadata().uid().equals(range.metadata().uid()))
                .map(other -> Blocks.of(other.spec().cidrs()))
                .toList();
        Blocks own = Blocks.of(range.spec().cidrs());
        boolean contained = others.stream().anyMatch(other -> other.containsAll(own));
        boolean orphans = !contained && world.table(Kinds.SERVICE).all().stream()
                .flatMap(service -> addresses(service).stream())
                .anyMatch(address -> own.contains(address) && others.stream().noneMatch(other -> other.contains(address)));
        if (orphans) {
            return Plan.of(ready(range, "False", "Terminating",
                    "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR", now));
        }
        Instant end = range.metadata().deletionTimestamp() == null ? now : range.metadata().deletionTimestamp().plus(GRACE);
        return end.isAfter(now)
                ? Plan.waitUntil(end)
                : Plan.of(List.of(Write.removeFinalizer(Kinds.SERVICE_RANGES, range.metadata(), FINALIZER)));
    }

    private static List<String> addresses(Service service) {
        return service.headless() ? List.of() : service.spec().clusterIPs();
    }

    private static List<Write> ready(Range range, String value, String reason, String message, Instant now) {
        JsonNode before = range.status();
        ObjectNode after = before instanceof ObjectNode object ? object.deepCopy() : Json.object();
        Conditions.set(after, "Ready", value, reason, message, now);
        return Write.status(Kinds.SERVICE_RANGES, range.metadata(), before, after);
    }
}
