package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.Reservation;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The addresses and node ports one write takes, and those it will give back once it has happened. */
final class ServiceReservation implements Reservation {

    /** Node ports, as --service-node-port-range has them by default. */
    static final int LOWEST_NODE_PORT = 30_000;

    static final int HIGHEST_NODE_PORT = 32_767;
    /** The lower part is left to those who ask for a certain port (KEP-3668): min(max(16, 2768/32), 128). */
    static final int STATIC_NODE_PORTS = 86;

    static final String NODE_PORTS = "servicenodeports";
    private static final int MOST_TRIES = 64;
    private static final GroupResource ADDRESSES = new GroupResource("networking.k8s.io", "ipaddresses");

    private final ObjectNode service;
    private final Circumstances circumstances;
    private final Objects objects;
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> whenKept = new ArrayList<>();

    ServiceReservation(ObjectNode service, Circumstances circumstances) {
        this.service = service;
        this.circumstances = circumstances;
        this.objects = circumstances.objects();
    }

    @Override
    public void keep() {
        whenKept.forEach(Runnable::run);
    }

    @Override
    public void giveBack() {
        undo.reversed().forEach(Runnable::run);
        undo.clear();
    }

    static void freeAll(ObjectNode service, Objects objects) {
        ServiceView view = new ServiceView(service);
        view.heldAddresses().forEach(address -> objects.delete(ADDRESSES, ObjectKey.cluster(address)));
        view.heldNodePorts().forEach(port -> objects.release(NODE_PORTS, Integer.toString(port)));
    }

    private String owner() {
        JsonNode metadata = service.path("metadata");
        return metadata.path("namespace").asString("") + "/" + metadata.path("name").asString("");
    }

    void takeAddresses(ServiceView before) {
        ServiceView now = new ServiceView(service);
        for (String held : before.heldAddresses()) {
            if (!now.heldAddresses().contains(held) && !circumstances.dryRun()) {
                whenKept.add(() -> objects.delete(ADDRESSES, ObjectKey.cluster(held)));
            }
        }
        if (!now.needsClusterIp() || now.headless()) {
            return;
        }
        ObjectNode spec = service.withObjectProperty("spec");
        List<String> wanted = now.clusterIps();
        ArrayNode addresses = spec.putArray("clusterIPs");
        if (wanted.isEmpty() || wanted.getFirst().isEmpty()) {
            addresses.add(anyAddress());
        } else {
            for (String address : wanted) {
                if (!before.heldAddresses().contains(address)) {
                    takeAddress(address, wanted);
                }
                addresses.add(address);
            }
        }
        spec.set("clusterIP", addresses.get(0));
    }

    private void takeAddress(String address, List<String> all) {
        String trouble = AddressRange.of(objects).contains(address)
                ? claimAddress(address) ? "" : "provided IP is already allocated"
                : "the provided network does not match the current range";
        if (!trouble.isEmpty()) {
            throw invalid(FieldError.invalid(
                    FieldPath.of("spec", "clusterIPs"), all, "failed to allocate IP " + address + ": " + trouble));
        }
    }

    private String anyAddress() {
        AddressRange range = AddressRange.of(objects);
        for (int i = 0; i < MOST_TRIES; i++) {
            String candidate = range.random(circumstances.random());
            if (claimAddress(candidate)) {
                return candidate;
            }
        }
        for (String candidate : range.all()) {
            if (claimAddress(candidate)) {
                return candidate;
            }
        }
        throw Refusal.internal("failed to allocate a serviceIP for Service \""
                + service.path("metadata").path("name").asString("") + "\": range is full");
    }

    private boolean claimAddress(String address) {
        if (circumstances.dryRun()) {
            return objects.get(ADDRESSES, ObjectKey.cluster(address)).isEmpty();
        }
        ObjectNode object = service.objectNode();
        object.put("apiVersion", "networking.k8s.io/v1").put("kind", "IPAddress");
        ObjectNode labels = object.putObject("metadata").put("name", address).putObject("labels");
        labels.put("ipaddress.kubernetes.io/ip-family", "IPv4").put("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io");
        object.putObject("spec")
                .putObject("parentRef")
                .put("group", "")
                .put("resource", "services")
                .put("namespace", service.path("metadata").path("namespace").asString(""))
                .put("name", service.path("metadata").path("name").asString(""));
        try {
            objects.create(ADDRESSES, object);
        } catch (Refusal taken) {
            if (taken.code() == 409) {
                return false;
            }
            throw taken;
        }
        undo.add(() -> objects.delete(ADDRESSES, ObjectKey.cluster(address)));
        return true;
    }

    void takeNodePorts(ServiceView before) {
        ServiceView now = new ServiceView(service);
        ObjectNode spec = service.withObjectProperty("spec");
        List<Integer> held = before.heldNodePorts();
        if (now.needsNodePorts()) {
            boolean allocates = !now.type().equals("LoadBalancer")
                    || spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
            Map<Integer, Integer> byPort = new HashMap<>();
            for (int i = 0; i < spec.path("ports").size(); i++) {
                nodePort((ObjectNode) spec.path("ports").get(i), i, allocates, byPort, held);
            }
        }
        if (now.needsHealthCheckPort()) {
            int wanted = spec.path("healthCheckNodePort").asInt(0);
            if (wanted == 0) {
                spec.put("healthCheckNodePort", anyNodePort());
            } else if (!held.contains(wanted) && !claimNodePort(wanted)) {
                throw Refusal.internal("failed to allocate requested HealthCheck NodePort " + wanted
                        + ": provided port is already allocated");
            }
        }
        List<Integer> kept = new ServiceView(service).heldNodePorts();
        for (int port : held) {
            if (!kept.contains(port) && !circumstances.dryRun()) {
                whenKept.add(() -> objects.release(NODE_PORTS, Integer.toString(port)));
            }
        }
    }

    /** Ports of the same number (TCP and UDP, say) share a node port. */
    private void nodePort(ObjectNode port, int index, boolean allocates, Map<Integer, Integer> byPort, List<Integer> held) {
        int number = port.path("port").asInt(0);
        int wanted = port.path("nodePort").asInt(0);
        if (wanted == 0 && !allocates) {
            return;
        }
        int shared = byPort.getOrDefault(number, 0);
        if (wanted == 0) {
            int chosen = shared != 0 ? shared : anyNodePort();
            port.put("nodePort", chosen);
            byPort.putIfAbsent(number, chosen);
            return;
        }
        if (wanted != shared && !held.contains(wanted)) {
            FieldPath path = FieldPath.of("spec", "ports").index(index).child("nodePort");
            if (wanted < LOWEST_NODE_PORT || wanted > HIGHEST_NODE_PORT) {
                throw invalid(FieldError.invalid(
                        path,
                        wanted,
                        "provided port is not in the valid range. The range of valid ports is " + LOWEST_NODE_PORT + "-"
                                + HIGHEST_NODE_PORT));
            }
            if (!claimNodePort(wanted)) {
                throw invalid(FieldError.invalid(path, wanted, "provided port is already allocated"));
            }
        }
        byPort.putIfAbsent(number, wanted);
    }

    private int anyNodePort() {
        int dynamic = HIGHEST_NODE_PORT - LOWEST_NODE_PORT - STATIC_NODE_PORTS + 1;
        int first = circumstances.random().nextInt(dynamic);
        for (int i = 0; i < dynamic; i++) {
            int candidate = LOWEST_NODE_PORT + STATIC_NODE_PORTS + (first + i) % dynamic;
            if (claimNodePort(candidate)) {
                return candidate;
            }
        }
        for (int candidate = LOWEST_NODE_PORT; candidate < LOWEST_NODE_PORT + STATIC_NODE_PORTS; candidate++) {
            if (claimNodePort(candidate)) {
                return candidate;
            }
        }
        throw Refusal.internal("failed to allocate a nodePort: range is full");
    }

    private boolean claimNodePort(int port) {
        if (circumstances.dryRun()) {
            return objects.list(new GroupResource("", "services"), "").stream()
                    .noneMatch(other -> new ServiceView(other).heldNodePorts().contains(port));
        }
        if (!objects.claim(NODE_PORTS, Integer.toString(port), owner())) {
            return false;
        }
        undo.add(() -> objects.release(NODE_PORTS, Integer.toString(port)));
        return true;
    }

    private Refusal invalid(FieldError error) {
        return Refusal.invalid(
                "", "Service", service.path("metadata").path("name").asString(""), List.of(error));
    }
}
