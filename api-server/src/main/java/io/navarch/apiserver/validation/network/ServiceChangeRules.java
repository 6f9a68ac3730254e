package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Field;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What may change of a service: a second address and family may come and go, the first ones stay, unless the service comes from or goes
 * to ExternalName.
 */
final class ServiceChangeRules {

    private static final String ONCE = "may not change once set";

    private ServiceChangeRules() {}

    static void check(Field spec, JsonNode before) {
        boolean external = spec.at("type").text().equals("ExternalName") || type(before).equals("ExternalName");
        boolean headless = ServiceAddressRules.headless(spec.value());
        boolean wasHeadless = ServiceAddressRules.headless(before);
        if (!external && !(headless && wasHeadless)) {
            addresses(spec, before);
        }
        if (!external && !headless && !wasHeadless) {
            families(spec, before);
        }
        loadBalancerClass(spec, before);
        Field port = spec.at("healthCheckNodePort");
        boolean checked = ServiceRules.needsHealthCheck(spec.value()) && ServiceRules.needsHealthCheck(before);
        if (checked && port.number() != before.path("healthCheckNodePort").asLong(0)) {
            port.forbidden("field is immutable");
        }
    }

    private static String type(JsonNode spec) {
        return spec.path("type").asString("");
    }

    private static void addresses(Field spec, JsonNode before) {
        Field addresses = spec.at("clusterIPs");
        List<String> now = ServiceRules.texts(addresses.value());
        List<String> old = ServiceRules.texts(before.path("clusterIPs"));
        Field first = addresses.as(addresses.path().index(0));
        if (old.size() == now.size()) {
            for (int i = 0; i < old.size(); i++) {
                if (!old.get(i).equals(now.get(i))) {
                    addresses.as(addresses.path().index(i)).invalid(ONCE);
                }
            }
            return;
        }
        if (now.isEmpty()) {
            first.invalid(list(addresses), "primary clusterIP can not be unset");
        } else if (!old.isEmpty() && !old.getFirst().equals(now.getFirst())) {
            first.invalid(ONCE);
        }
        if (old.size() > now.size() && now.size() == 1) {
            mustBeSingle(spec, "clusterIP");
        }
    }

    private static void families(Field spec, JsonNode before) {
        Field families = spec.at("ipFamilies");
        List<String> now = ServiceRules.texts(families.value());
        List<String> old = ServiceRules.texts(before.path("ipFamilies"));
        Field first = families.as(families.path().index(0));
        if (old.size() == now.size()) {
            for (int i = 0; i < old.size(); i++) {
                if (!old.get(i).equals(now.get(i))) {
                    first.invalid(ONCE);
                }
            }
            return;
        }
        if (old.size() > now.size() && spec.at("clusterIPs").isZero()) {
            first.invalid(list(families), "primary ipFamily can not be unset");
        }
        if (!old.isEmpty() && !now.isEmpty() && !old.getFirst().equals(now.getFirst())) {
            first.invalid(list(spec.at("clusterIPs")), ONCE);
        }
        if (old.size() > now.size() && now.size() == 1) {
            mustBeSingle(spec, "ipFamily");
        }
    }

    private static void mustBeSingle(Field spec, String what) {
        Field policy = spec.at("ipFamilyPolicy");
        if (!policy.text().equals("SingleStack")) {
            policy.invalid(policy.isSet() ? policy.value() : null, "must be set to 'SingleStack' when releasing the secondary " + what);
        }
    }

    private static Object list(Field list) {
        return list.isSet() ? list.value() : tools.jackson.databind.node.NullNode.getInstance();
    }

    private static void loadBalancerClass(Field spec, JsonNode before) {
        Field name = spec.at("loadBalancerClass");
        boolean both = type(spec.value()).equals("LoadBalancer") && type(before).equals("LoadBalancer");
        if (both && !Field.same(name.value(), before.path("loadBalancerClass"))) {
            name.invalid(name.isSet() ? name.value() : null, ONCE);
        }
        ServiceRules.loadBalancerClass(spec);
    }
}
