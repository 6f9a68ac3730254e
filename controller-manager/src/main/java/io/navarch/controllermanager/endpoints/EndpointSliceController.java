package io.navarch.controllermanager.endpoints;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the slices of Services that select pods. */
public final class EndpointSliceController implements WritingController {

    static final String SERVICE = "kubernetes.io/service-name";
    static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    static final String HEADLESS = "service.kubernetes.io/headless";
    private static final String OWN = "endpointslice-controller.k8s.io";
    private static final int CAPACITY = 100;

    @Override
    public String name() {
        return "endpointslice-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.SERVICE, Kinds.POD, Kinds.NODE, Kinds.ENDPOINT_SLICE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Pod> pod = change.of(Kinds.POD);
        if (change.of(Kinds.SERVICE) != null) {
            marks.accept(change.key());
        } else if (pod != null) {
            Targets.services(pod.before(), pod.after(), world, marks);
        } else if (change.of(Kinds.ENDPOINT_SLICE) != null) {
            String service = change.latest().metadata().labels().get(SERVICE);
            if (service != null && OWN.equals(change.latest().metadata().labels().get(MANAGED_BY))) {
                marks.accept(new ObjectKey(change.key().namespace(), service));
            }
        } else if (change.of(Kinds.NODE) != null && zoneChanged(change)) {
            world.table(Kinds.POD).by(Kinds.PODS_BY_NODE, change.key().name())
                    .forEach(on -> Targets.services(null, on, world, marks));
        }
    }

    private static boolean zoneChanged(Change<?> change) {
        String zone = "topology.kubernetes.io/zone";
        String before = change.before() == null ? null : change.before().metadata().labels().get(zone);
        String after = change.after() == null ? null : change.after().metadata().labels().get(zone);
        return before == null ? after != null : !before.equals(after);
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Service> found = world.table(Kinds.SERVICE).get(key);
        if (found.isEmpty() || !Targets.managed(found.get()) || found.get().metadata().beingDeleted()) {
            return Plan.nothing();
        }
        Service service = found.get();
        List<Pod> pods = Targets.pods(service, world);
        List<EndpointSlice> existing = world.table(Kinds.ENDPOINT_SLICE).by(Kinds.SLICES_BY_SERVICE, key.toString()).stream()
                .filter(slice -> OWN.equals(slice.metadata().labels().get(MANAGED_BY)))
                .filter(slice -> !slice.metadata().beingDeleted())
                .toList();
        Slices.Wanted wanted = new Slices.Wanted(
                service.metadata(),
                Owners.controller(Kinds.SERVICES, "Service", service.metadata()),
                labels(service),
                Map.of(),
                groups(service, pods, world),
                Targets.trigger(service, pods),
                CAPACITY,
                service.metadata().uid() + "@" + world.revision(),
                Slices.Generated.KEPT);
        return Plan.of(Slices.plan(wanted, existing));
    }

    private static Map<String, String> labels(Service service) {
        Map<String, String> labels = new TreeMap<>(service.metadata().labels());
        labels.remove(HEADLESS);
        if (service.headless()) {
            labels.put(HEADLESS, "");
        }
        labels.put(SERVICE, service.metadata().name());
        labels.put(MANAGED_BY, OWN);
        return labels;
    }

    private static Map<Slices.Group, Map<String, ObjectNode>> groups(Service service, List<Pod> pods, World world) {
        Map<Slices.Group, Map<String, ObjectNode>> groups = new LinkedHashMap<>();
        List<String> families = service.spec().ipFamilies().isEmpty() ? List.of("IPv4") : service.spec().ipFamilies();
        for (String family : families) {
            for (Pod pod : pods) {
                Targets.addresses(pod).stream()
                        .filter(a -> Targets.ipv6(a) == family.equals("IPv6"))
                        .findFirst()
                        .ifPresent(address -> {
                            ObjectNode endpoint = endpoint(service, pod, address, world);
                            groups.computeIfAbsent(new Slices.Group(family, ports(service, pod)), g -> new LinkedHashMap<>())
                                    .put(Slices.identity(endpoint), endpoint);
                        });
            }
            if (groups.keySet().stream().noneMatch(g -> g.addressType().equals(family))) {
                groups.put(new Slices.Group(family, NullNode.getInstance()), Map.of());
            }
        }
        return groups;
    }

    private static JsonNode ports(Service service, Pod pod) {
        ArrayNode ports = Json.MAPPER.createArrayNode();
        for (Service.Port port : service.spec().ports()) {
            Targets.port(pod, port).ifPresent(number -> {
                ObjectNode one = ports.addObject()
                        .put("name", port.name() == null ? "" : port.name())
                        .put("port", number)
                        .put("protocol", Targets.protocol(port.protocol()));
                if (port.appProtocol() != null) {
                    one.put("appProtocol", port.appProtocol());
                }
            });
        }
        return ports.isEmpty() ? NullNode.getInstance() : ports;
    }

    private static ObjectNode endpoint(Service service, Pod pod, String address, World world) {
        boolean serving = pod.ready();
        boolean terminating = pod.metadata().beingDeleted();
        boolean ready = service.spec().publishNotReadyAddresses() || (serving && !terminating);
        ObjectNode endpoint = Json.object();
        endpoint.putArray("addresses").add(address);
        endpoint.putObject("conditions").put("ready", ready).put("serving", serving).put("terminating", terminating);
        if (Targets.hasHostname(pod, service)) {
            endpoint.put("hostname", pod.spec().hostname());
        }
        endpoint.set("targetRef", Targets.reference(pod));
        if (pod.bound()) {
            endpoint.put("nodeName", pod.spec().nodeName());
        }
        String zone = Targets.zone(pod, world);
        if (zone != null) {
            endpoint.put("zone", zone);
        }
        if (ready) {
            hint(service.spec().trafficDistribution(), pod, zone, endpoint);
        }
        return endpoint;
    }

    /** Asks that traffic stay near: in the zone, or on the node and else in the zone. */
    private static void hint(@Nullable String distribution, Pod pod, @Nullable String zone, ObjectNode endpoint) {
        boolean sameNode = "PreferSameNode".equals(distribution);
        boolean sameZone = sameNode || "PreferSameZone".equals(distribution) || "PreferClose".equals(distribution);
        if (sameNode && pod.bound()) {
            endpoint.withObject("hints").putArray("forNodes").addObject().put("name", pod.spec().nodeName());
        }
        if (sameZone && zone != null) {
            endpoint.withObject("hints").putArray("forZones").addObject().put("name", zone);
        }
    }
}
