package io.navarch.apiserver.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Rows of what makes pods reachable. */
final class NetworkRows {

    private static final int SHOWN_ENDPOINTS = 3;

    private NetworkRows() {}

    static List<Object> service(Printed o) {
        String clusterIp = o.at("spec.clusterIPs").path(0).asString("");
        return List.of(
                o.name(),
                o.text("spec.type"),
                clusterIp.isEmpty() ? Printed.NONE : clusterIp,
                externalIp(o),
                ports(o),
                o.age(),
                Printed.labels(o.at("spec.selector")));
    }

    private static String externalIp(Printed o) {
        String external = o.joined("spec.externalIPs", ",");
        return switch (o.text("spec.type")) {
            case "ClusterIP", "NodePort" -> external.isEmpty() ? Printed.NONE : external;
            case "LoadBalancer" -> {
                String balancers = balancers(o);
                String both = balancers.isEmpty() || external.isEmpty() ? balancers + external : balancers + "," + external;
                yield both.isEmpty() ? "<pending>" : both;
            }
            case "ExternalName" -> o.text("spec.externalName");
            default -> "<unknown>";
        };
    }

    private static String balancers(Printed o) {
        TreeSet<String> addresses = new TreeSet<>();
        for (JsonNode ingress : o.at("status.loadBalancer.ingress")) {
            String ip = ingress.path("ip").asString("");
            String address = ip.isEmpty() ? ingress.path("hostname").asString("") : ip;
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
        return String.join(",", addresses);
    }

    private static String ports(Printed o) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : o.at("spec.ports")) {
            int nodePort = port.path("nodePort").asInt(0);
            ports.add(port.path("port").asInt(0) + (nodePort > 0 ? ":" + nodePort : "") + "/" + port.path("protocol").asString(""));
        }
        return ports.isEmpty() ? Printed.NONE : String.join(",", ports);
    }

    static List<Object> ingress(Printed o) {
        List<String> hosts = new ArrayList<>();
        boolean more = false;
        for (JsonNode rule : o.at("spec.rules")) {
            String host = rule.path("host").asString("");
            more |= hosts.size() == SHOWN_ENDPOINTS;
            if (!more && !host.isEmpty()) {
                hosts.add(host);
            }
        }
        String shown = hosts.isEmpty() ? "*" : String.join(",", hosts);
        return List.of(
                o.name(),
                o.text("spec.ingressClassName", Printed.NONE),
                more ? shown + " + " + (o.count("spec.rules") - SHOWN_ENDPOINTS) + " more..." : shown,
                balancers(o),
                o.count("spec.tls") > 0 ? "80, 443" : "80",
                o.age());
    }

    static List<Object> ingressClass(Printed o) {
        String parameters = Printed.NONE;
        if (o.has("spec.parameters")) {
            String group = o.has("spec.parameters.apiGroup") ? "." + o.text("spec.parameters.apiGroup") : "";
            parameters = o.text("spec.parameters.kind") + group + "/" + o.text("spec.parameters.name");
        }
        boolean isDefault = o.at("metadata.annotations").path("ingressclass.kubernetes.io/is-default-class").asString("").equals("true");
        return List.of(isDefault ? o.name() + " (default)" : o.name(), o.text("spec.controller"), parameters, o.age());
    }

    static List<Object> networkPolicy(Printed o) {
        return List.of(o.name(), Printed.selector(o.at("spec.podSelector")), o.age());
    }

    static List<Object> endpoints(Printed o) {
        List<String> all = new ArrayList<>();
        for (JsonNode subset : o.at("subsets")) {
            if (subset.path("ports").isEmpty()) {
                subset.path("addresses").forEach(a -> all.add(a.path("ip").asString("")));
            }
            for (JsonNode port : subset.path("ports")) {
                for (JsonNode address : subset.path("addresses")) {
                    String ip = address.path("ip").asString("");
                    all.add((ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + port.path("port").asInt(0));
                }
            }
        }
        return List.of(o.name(), o.count("subsets") == 0 ? Printed.NONE : Printed.firstOf(all, SHOWN_ENDPOINTS, ","), o.age());
    }

    static List<Object> endpointSlice(Printed o) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : o.at("ports")) {
            String number = port.path("port").asString("");
            String name = port.path("name").asString("");
            ports.add(number.isEmpty() ? name.isEmpty() ? "*" : name : number);
        }
        List<String> addresses = new ArrayList<>();
        o.at("endpoints").forEach(e -> e.path("addresses").forEach(a -> addresses.add(a.asString(""))));
        return List.of(
                o.name(),
                o.text("addressType"),
                ports.isEmpty() ? Printed.UNSET : Printed.firstOf(ports, SHOWN_ENDPOINTS, ","),
                addresses.isEmpty() ? Printed.UNSET : Printed.firstOf(addresses, SHOWN_ENDPOINTS, ","),
                o.age());
    }

    static List<Object> serviceCidr(Printed o) {
        return List.of(o.name(), o.joined("spec.cidrs", ","), o.age());
    }

    static List<Object> ipAddress(Printed o) {
        String parent = Printed.NONE;
        if (o.has("spec.parentRef")) {
            String group = o.text("spec.parentRef.group");
            String namespace = o.text("spec.parentRef.namespace");
            parent = (o.text("spec.parentRef.resource") + (group.isEmpty() ? "" : "." + group)).toLowerCase(Locale.ROOT)
                    + (namespace.isEmpty() ? "" : "/" + namespace) + "/" + o.text("spec.parentRef.name");
        }
        return List.of(o.name(), parent, o.age());
    }
}
