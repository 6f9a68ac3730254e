package io.navarch.apiserver.resource.strategy;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an update need not repeat: values the server chose stay when they are left out; values that only the old type had are dropped when
 * they are repeated unchanged.
 */
final class ServiceCarryOver {

    private ServiceCarryOver() {}

    static void apply(ObjectNode service, ServiceView now, ServiceView before) {
        ObjectNode spec = service.withObjectProperty("spec");
        JsonNode old = before.service().path("spec");
        keep(spec, now, before, old);
        drop(spec, now, before, old);
    }

    private static void keep(ObjectNode spec, ServiceView now, ServiceView before, JsonNode old) {
        if (now.needsClusterIp() && before.needsClusterIp()) {
            if (now.clusterIp().isEmpty()) {
                set(spec, "clusterIP", old);
            }
            if (now.clusterIps().isEmpty() && spec.path("clusterIP").equals(old.path("clusterIP"))) {
                set(spec, "clusterIPs", old);
            }
        }
        if (now.needsNodePorts() && before.needsNodePorts()) {
            for (JsonNode port : spec.path("ports")) {
                if (port.path("nodePort").asInt(0) == 0) {
                    ((ObjectNode) port).setAll(nodePortOf(port, old, spec));
                }
            }
        }
        if (now.needsHealthCheckPort() && before.needsHealthCheckPort() && spec.path("healthCheckNodePort").asInt(0) == 0) {
            set(spec, "healthCheckNodePort", old);
        }
    }

    /** The node port the same port had, unless the update gives it to another port. */
    private static ObjectNode nodePortOf(JsonNode port, JsonNode old, ObjectNode spec) {
        ObjectNode found = spec.objectNode();
        for (JsonNode before : old.path("ports")) {
            boolean same = before.path("port").equals(port.path("port")) && before.path("protocol").equals(port.path("protocol"));
            int number = before.path("nodePort").asInt(0);
            if (same && number != 0 && !usedBy(spec, number)) {
                found.put("nodePort", number);
            }
        }
        return found;
    }

    private static boolean usedBy(ObjectNode spec, int nodePort) {
        for (JsonNode port : spec.path("ports")) {
            if (port.path("nodePort").asInt(0) == nodePort) {
                return true;
            }
        }
        return false;
    }

    private static void drop(ObjectNode spec, ServiceView now, ServiceView before, JsonNode old) {
        if (before.needsClusterIp() && !now.needsClusterIp()) {
            if (spec.path("clusterIP").equals(old.path("clusterIP")) && spec.path("clusterIPs").equals(old.path("clusterIPs"))) {
                spec.remove("clusterIP");
                spec.remove("clusterIPs");
            }
            dropSame(spec, old, "ipFamilies");
            dropSame(spec, old, "ipFamilyPolicy");
        }
        if (before.needsNodePorts() && !now.needsNodePorts() && before.heldNodePorts().containsAll(now.heldNodePorts())) {
            for (JsonNode port : spec.path("ports")) {
                ((ObjectNode) port).remove("nodePort");
            }
        }
        if (before.needsHealthCheckPort() && !now.needsHealthCheckPort()) {
            dropSame(spec, old, "healthCheckNodePort");
        }
        if (before.type().equals("LoadBalancer") && !now.type().equals("LoadBalancer")) {
            dropSame(spec, old, "allocateLoadBalancerNodePorts");
            dropSame(spec, old, "loadBalancerClass");
        }
        if (before.externallyAccessible() && !now.externallyAccessible()) {
            dropSame(spec, old, "externalTrafficPolicy");
        }
    }

    private static void dropSame(ObjectNode spec, JsonNode old, String field) {
        if (spec.path(field).equals(old.path(field))) {
            spec.remove(field);
        }
    }

    private static void set(ObjectNode spec, String field, JsonNode old) {
        if (old.has(field)) {
            spec.set(field, old.get(field).deepCopy());
        }
    }
}
