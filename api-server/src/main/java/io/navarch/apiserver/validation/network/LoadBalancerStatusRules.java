package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where a load balancer listens, in the status of services and ingresses. */
final class LoadBalancerStatusRules {

    private static final List<String> MODES = List.of("Proxy", "VIP");

    private LoadBalancerStatusRules() {}

    static void ofService(Field balancer, JsonNode before, String type) {
        Field points = balancer.at("ingress");
        if (!type.equals("LoadBalancer") && !points.isZero()) {
            points.forbidden("may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }
        List<String> known = known(before);
        for (Field point : points.items()) {
            address(point, known);
            Field mode = point.at("ipMode");
            if (!mode.isSet()) {
                if (!point.at("ip").isZero()) {
                    mode.required("must be specified when `ip` is set");
                }
            } else if (point.at("ip").isZero()) {
                mode.forbidden("may not be specified when `ip` is not set");
            } else if (!mode.isOneOf(MODES)) {
                mode.notSupported(MODES);
            }
            hostname(point.at("hostname"));
        }
    }

    static void ofIngress(Field balancer, JsonNode before) {
        List<String> known = known(before);
        for (Field point : balancer.at("ingress").items()) {
            address(point, known);
            hostname(point.at("hostname"));
        }
    }

    private static List<String> known(JsonNode before) {
        List<String> known = new ArrayList<>();
        before.path("ingress").forEach(point -> known.add(point.path("ip").asString("")));
        return known;
    }

    private static void address(Field point, List<String> known) {
        if (!point.at("ip").isZero()) {
            Addresses.ip(point.at("ip"), known);
        }
    }

    private static void hostname(Field name) {
        if (name.isZero()) {
            return;
        }
        name.invalidFor(Formats.dns1123Subdomain(name.text()));
        if (Addresses.isIp(name.text())) {
            name.invalid("must be a DNS name, not an IP address");
        }
    }
}
