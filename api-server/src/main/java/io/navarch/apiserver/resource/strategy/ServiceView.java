package io.navarch.apiserver.resource.strategy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A service as its addresses see it; everything reads as empty where there is no service. */
record ServiceView(JsonNode service) {

    private JsonNode spec() {
        return service.path("spec");
    }

    boolean exists() {
        return service.isObject();
    }

    String type() {
        return spec().path("type").asString("");
    }

    String clusterIp() {
        return spec().path("clusterIP").asString("");
    }

    List<String> clusterIps() {
        return strings("clusterIPs");
    }

    List<String> families() {
        return strings("ipFamilies");
    }

    String familyPolicy() {
        return spec().path("ipFamilyPolicy").asString("");
    }

    private List<String> strings(String field) {
        List<String> values = new ArrayList<>();
        spec().path(field).forEach(value -> values.add(value.asString("")));
        return values;
    }

    boolean headless() {
        return clusterIp().equals("None") || clusterIps().contains("None");
    }

    boolean selectorless() {
        return spec().path("selector").isEmpty();
    }

    boolean needsClusterIp() {
        return exists() && !type().equals("ExternalName");
    }

    boolean needsNodePorts() {
        return type().equals("NodePort") || type().equals("LoadBalancer");
    }

    boolean needsHealthCheckPort() {
        return type().equals("LoadBalancer") && spec().path("externalTrafficPolicy").asString("").equals("Local");
    }

    boolean externallyAccessible() {
        return needsNodePorts() || (type().equals("ClusterIP") && spec().path("externalIPs").size() > 0);
    }

    /** Every port of the nodes it holds, the health check's among them. */
    List<Integer> heldNodePorts() {
        List<Integer> held = new ArrayList<>();
        for (JsonNode port : spec().path("ports")) {
            int number = port.path("nodePort").asInt(0);
            if (number != 0 && !held.contains(number)) {
                held.add(number);
            }
        }
        int health = spec().path("healthCheckNodePort").asInt(0);
        if (health != 0) {
            held.add(health);
        }
        return held;
    }

    /** The addresses it holds; a headless one holds none. */
    List<String> heldAddresses() {
        return needsClusterIp() && !headless() ? clusterIps() : List.of();
    }
}
