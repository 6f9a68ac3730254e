package io.navarch.controllermanager.endpoints;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Service;
import io.navarch.controllermanager.kind.Service.EndpointSlice;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies Endpoints written by hand, for a Service without selector, into slices. */
public final class MirroringController implements WritingController {

    private static final String OWN = "endpointslicemirroring-controller.k8s.io";
    private static final String SKIP = "endpointslice.kubernetes.io/skip-mirror";
    private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int CAPACITY = 1000;

    @Override
    public String name() {
        return "endpointslice-mirroring-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.SERVICE, Kinds.ENDPOINTS_OBJECT, Kinds.ENDPOINT_SLICE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.ENDPOINT_SLICE) == null) {
            marks.accept(change.key());
            return;
        }
        Map<String, String> labels = change.latest().metadata().labels();
        String service = labels.get(EndpointSliceController.SERVICE);
        if (service != null && OWN.equals(labels.get(EndpointSliceController.MANAGED_BY))) {
            marks.accept(new ObjectKey(change.key().namespace(), service));
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        List<EndpointSlice> mirrored = world.table(Kinds.ENDPOINT_SLICE).by(Kinds.SLICES_BY_SERVICE, key.toString()).stream()
                .filter(slice -> OWN.equals(slice.metadata().labels().get(EndpointSliceController.MANAGED_BY)))
                .filter(slice -> !slice.metadata().beingDeleted())
                .toList();
        Optional<Service.Endpoints> found = world.table(Kinds.ENDPOINTS_OBJECT).get(key);
        boolean byHand = world.table(Kinds.SERVICE).get(key)
                .filter(service -> service.spec().selector().isEmpty())
                .isPresent();
        if (found.isEmpty() || !byHand || skipped(found.get())) {
            return Plan.of(mirrored.stream()
                    .map(slice -> Write.delete(Kinds.ENDPOINT_SLICES, slice.metadata()))
                    .toList());
        }
        Service.Endpoints endpoints = found.get();
        Map<String, String> labels = new TreeMap<>(endpoints.metadata().labels());
        labels.put(EndpointSliceController.SERVICE, key.name());
        labels.put(EndpointSliceController.MANAGED_BY, OWN);
        Map<String, String> annotations = new TreeMap<>(endpoints.metadata().annotations());
        annotations.remove(LAST_APPLIED);
        annotations.remove(Slices.TRIGGER);
        String trigger = endpoints.metadata().annotations().get(Slices.TRIGGER);
        return Plan.of(Slices.plan(
                new Slices.Wanted(
                        endpoints.metadata(),
                        Owners.controller(Kinds.ENDPOINTS, "Endpoints", endpoints.metadata()),
                        labels,
                        annotations,
                        groups(endpoints),
                        trigger,
                        CAPACITY,
                        endpoints.metadata().uid() + "@" + world.revision(),
                        Slices.Generated.DROPPED),
                mirrored));
    }

    private static boolean skipped(Service.Endpoints endpoints) {
        return "true".equals(endpoints.metadata().labels().get(SKIP))
                || endpoints.metadata().annotations().containsKey(LEADER)
                || endpoints.metadata().beingDeleted();
    }

    private static Map<Slices.Group, Map<String, ObjectNode>> groups(Service.Endpoints endpoints) {
        Map<Slices.Group, Map<String, ObjectNode>> groups = new LinkedHashMap<>();
        if (endpoints.subsets() == null) {
            return groups;
        }
        for (JsonNode subset : endpoints.subsets()) {
            JsonNode ports = ports(subset.path("ports"));
            subset.path("addresses").forEach(a -> add(groups, ports, a, true));
            subset.path("notReadyAddresses").forEach(a -> add(groups, ports, a, false));
        }
        return groups;
    }

    private static JsonNode ports(JsonNode ports) {
        ArrayNode copied = Json.MAPPER.createArrayNode();
        for (JsonNode port : ports) {
            ObjectNode one = copied.addObject()
                    .put("name", port.path("name").asString(""))
                    .put("port", port.path("port").asInt())
                    .put("protocol", port.path("protocol").asString("TCP"));
            if (port.hasNonNull("appProtocol")) {
                one.set("appProtocol", port.get("appProtocol"));
            }
        }
        return copied.isEmpty() ? NullNode.getInstance() : copied;
    }

    private static void add(
            Map<Slices.Group, Map<String, ObjectNode>> groups, JsonNode ports, JsonNode address, boolean ready) {
        String ip = address.path("ip").asString("");
        ObjectNode endpoint = Json.object();
        endpoint.putArray("addresses").add(ip);
        endpoint.putObject("conditions").put("ready", ready);
        for (String field : List.of("hostname", "nodeName", "targetRef")) {
            if (address.hasNonNull(field)) {
                endpoint.set(field, address.get(field).deepCopy());
            }
        }
        groups.computeIfAbsent(new Slices.Group(Targets.ipv6(ip) ? "IPv6" : "IPv4", ports), g -> new LinkedHashMap<>())
                .put(Slices.identity(endpoint), endpoint);
    }
}
