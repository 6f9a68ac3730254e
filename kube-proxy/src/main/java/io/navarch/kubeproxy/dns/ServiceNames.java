package io.navarch.kubeproxy.dns;

import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the names under one service answer.
 *
 * @param external the name it stands for; "" for any but an ExternalName service
 * @param addresses its own, or of a headless service those of its endpoints
 * @param hosts of a headless service: host name to the addresses it has
 * @param ports "_name._protocol" to the ports that carry this name
 */
record ServiceNames(
        String external,
        boolean headless,
        List<String> addresses,
        Map<String, Set<String>> hosts,
        Map<String, Set<Integer>> ports) {

    static ServiceNames of(Service service, Collection<EndpointSlice> slices) {
        if (service.externalName()) {
            String target = service.spec().externalName();
            return new ServiceNames(target == null ? "" : strip(target), false, List.of(), Map.of(), Map.of());
        }
        Map<String, Set<Integer>> ports = new LinkedHashMap<>();
        if (!service.headless()) {
            for (Service.Port port : service.spec().ports()) {
                addPort(ports, port.portName(), port.protocolName(), port.port());
            }
            return new ServiceNames("", false, service.addresses(), Map.of(), ports);
        }
        Map<String, Set<String>> hosts = new LinkedHashMap<>();
        Set<String> addresses = new LinkedHashSet<>();
        for (EndpointSlice slice : slices) {
            boolean any = false;
            for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
                if (!endpoint.ready() && !service.spec().publishNotReadyAddresses()) {
                    continue;
                }
                any = true;
                for (String address : endpoint.addresses()) {
                    addresses.add(address);
                    hosts.computeIfAbsent(hostOf(endpoint, address), h -> new LinkedHashSet<>()).add(address);
                }
            }
            if (any) {
                for (EndpointSlice.Port port : slice.ports()) {
                    if (port.port() != null) {
                        String protocol = port.protocol() == null ? "tcp" : port.protocol().toLowerCase(java.util.Locale.ROOT);
                        addPort(ports, port.portName(), protocol, port.port());
                    }
                }
            }
        }
        return new ServiceNames("", true, new ArrayList<>(addresses), hosts, ports);
    }

    private static void addPort(Map<String, Set<Integer>> ports, String name, String protocol, int port) {
        if (!name.isEmpty()) {
            ports.computeIfAbsent("_" + name + "._" + protocol, p -> new LinkedHashSet<>()).add(port);
        }
    }

    static String hostOf(EndpointSlice.Endpoint endpoint, String address) {
        String own = endpoint.hostname();
        return own != null && !own.isEmpty() ? own.toLowerCase(java.util.Locale.ROOT) : address.replace('.', '-').replace(':', '-');
    }

    private static String strip(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
