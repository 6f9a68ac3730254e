package io.navarch.controllermanager.endpoints;

import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Service;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The subsets of Endpoints: ports that lead to the same addresses together, each subset with its addresses in order. */
final class Subsets {

    private record Address(ObjectNode json, boolean ready) {}

    private record Port(String name, int port, String protocol, String appProtocol) {

        ObjectNode json() {
            ObjectNode json = Json.object();
            if (!name.isEmpty()) {
                json.put("name", name);
            }
            json.put("port", port).put("protocol", protocol);
            if (!appProtocol.isEmpty()) {
                json.put("appProtocol", appProtocol);
            }
            return json;
        }
    }

    /** A headless Service without ports has addresses all the same. */
    private static final Port NONE = new Port("", 0, "", "");

    /** Addresses under each port, by their text. */
    private final Map<Port, TreeMap<String, Address>> byPort = new LinkedHashMap<>();

    void add(Service service, Pod pod) {
        boolean wantsV6 = service.spec().ipFamilies().stream().findFirst().orElse("IPv4").equals("IPv6");
        String ip = Targets.addresses(pod).stream().filter(a -> Targets.ipv6(a) == wantsV6).findFirst().orElse(null);
        if (ip == null) {
            return;
        }
        ObjectNode address = Json.object().put("ip", ip);
        if (Targets.hasHostname(pod, service)) {
            address.put("hostname", pod.spec().hostname());
        }
        if (pod.bound()) {
            address.put("nodeName", pod.spec().nodeName());
        }
        address.set("targetRef", Targets.reference(pod));
        Address entry = new Address(address, service.spec().publishNotReadyAddresses() || pod.ready());
        String key = ip + "/" + pod.metadata().uid();
        if (service.spec().ports().isEmpty() && service.headless()) {
            byPort.computeIfAbsent(NONE, p -> new TreeMap<>()).put(key, entry);
        }
        for (Service.Port port : service.spec().ports()) {
            Targets.port(pod, port).ifPresent(number -> byPort
                    .computeIfAbsent(
                            new Port(
                                    port.name() == null ? "" : port.name(),
                                    number,
                                    Targets.protocol(port.protocol()),
                                    port.appProtocol() == null ? "" : port.appProtocol()),
                            p -> new TreeMap<>())
                    .put(key, entry));
        }
    }

    ArrayNode packed() {
        Map<Map<String, Boolean>, List<Port>> groups = new LinkedHashMap<>();
        byPort.forEach((port, addresses) -> {
            Map<String, Boolean> who = new TreeMap<>();
            addresses.forEach((key, address) -> who.put(key, address.ready()));
            groups.computeIfAbsent(who, w -> new ArrayList<>()).add(port);
        });
        Comparator<Port> order = Comparator.comparing(Port::protocol).thenComparing(Port::port).thenComparing(Port::name);
        ArrayNode subsets = Json.MAPPER.createArrayNode();
        groups.values().stream()
                .map(ports -> ports.stream().sorted(order).toList())
                .sorted(Comparator.comparing(List::getFirst, order))
                .forEach(ports -> subset(subsets.addObject(), ports));
        return subsets;
    }

    private void subset(ObjectNode subset, List<Port> ports) {
        for (Address address : byPort.get(ports.getFirst()).values()) {
            subset.withArray(address.ready() ? "addresses" : "notReadyAddresses").add(address.json());
        }
        for (Port port : ports) {
            if (port != NONE) {
                subset.withArray("ports").add(port.json());
            }
        }
    }
}
