package io.navarch.controllermanager.endpoints;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Service;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the Endpoints of Services that select pods; those of a Service that is deleted go with it. */
public final class EndpointsController implements WritingController {

    private static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
    private static final String OWN = "endpoint-controller";

    @Override
    public String name() {
        return OWN;
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.SERVICE, Kinds.POD, Kinds.ENDPOINTS_OBJECT);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Pod> pod = change.of(Kinds.POD);
        if (change.of(Kinds.SERVICE) != null) {
            marks.accept(change.key());
        } else if (pod != null) {
            Targets.services(pod.before(), pod.after(), world, marks);
        } else if (world.table(Kinds.SERVICE).get(change.key()).isPresent()) {
            marks.accept(change.key());
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Service> found = world.table(Kinds.SERVICE).get(key);
        Optional<Service.Endpoints> existing = world.table(Kinds.ENDPOINTS_OBJECT).get(key);
        if (found.isEmpty()) {
            return existing.map(e -> Plan.of(List.of(Write.delete(Kinds.ENDPOINTS, e.metadata())))).orElse(Plan.nothing());
        }
        Service service = found.get();
        if (!Targets.managed(service)) {
            return Plan.nothing();
        }
        List<Pod> pods = Targets.pods(service, world);
        Subsets subsets = new Subsets();
        for (Pod pod : pods) {
            if (!pod.metadata().beingDeleted() || service.spec().publishNotReadyAddresses()) {
                subsets.add(service, pod);
            }
        }
        return write(service, existing, subsets.packed(), Targets.trigger(service, pods));
    }

    private static Plan<Write> write(
            Service service, Optional<Service.Endpoints> existing, ArrayNode subsets, String trigger) {
        Map<String, String> labels = new TreeMap<>(service.metadata().labels());
        labels.remove(EndpointSliceController.HEADLESS);
        if (service.headless()) {
            labels.put(EndpointSliceController.HEADLESS, "");
        }
        labels.put(MANAGED_BY, OWN);
        ObjectNode wantedLabels = Json.tree((Object) labels);
        ObjectNode body = Json.object();
        ObjectNode metadata = body.putObject("metadata");
        metadata.putObject("annotations").put(Slices.TRIGGER, trigger);
        if (existing.isEmpty()) {
            body.put("apiVersion", "v1").put("kind", "Endpoints");
            metadata.put("name", service.metadata().name()).put("namespace", service.metadata().namespace());
            metadata.set("labels", wantedLabels);
            if (!subsets.isEmpty()) {
                body.set("subsets", subsets);
            }
            return Plan.of(List.of(Write.create(Kinds.ENDPOINTS, service.metadata().key().namespace(), body)));
        }
        Service.Endpoints there = existing.get();
        JsonNode old = there.subsets() == null || there.subsets().isNull() ? Json.MAPPER.createArrayNode() : there.subsets();
        ObjectNode labelChange = Difference.between(Json.tree((Object) there.metadata().labels()), wantedLabels);
        if (Difference.same(old, subsets) && labelChange.isEmpty()) {
            return Plan.nothing();
        }
        if (subsets.isEmpty()) {
            body.putNull("subsets");
        } else {
            body.set("subsets", subsets);
        }
        if (!labelChange.isEmpty()) {
            metadata.set("labels", labelChange);
        }
        return Plan.of(List.of(Write.merge(Kinds.ENDPOINTS, there.metadata(), body)));
    }
}
