package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What may change of a node: pod ranges and the provider's name are given once. */
final class NodeChangeRules {

    private NodeChangeRules() {}

    static void check(Field node, JsonNode before) {
        NodeAnnotationRules.check(node.at("metadata", "annotations"));
        NodeRules.capacities(node);
        NodeRules.features(node.at("status", "declaredFeatures"));
        Set<JsonNode> addresses = new HashSet<>();
        for (Field address : node.at("status", "addresses").items()) {
            if (!addresses.add(address.value())) {
                address.duplicate(InternalForm.of("NodeAddress", address.value()));
            }
        }
        Field spec = node.at("spec");
        JsonNode old = before.path("spec");
        ranges(spec.at("podCIDRs"), old.path("podCIDRs"));
        String provider = old.path("providerID").asString("");
        if (!provider.isEmpty() && !provider.equals(spec.at("providerID").text())) {
            spec.at("providerID").forbidden("node updates may not change providerID except from \"\" to valid");
        }
        NodeRules.taints(node);
        if (!spec.at("externalID").text().equals(old.path("externalID").asString(""))) {
            spec.at("externalID").forbidden("may not be updated");
        }
    }

    private static void ranges(Field ranges, JsonNode before) {
        String message = "node updates may not change podCIDR except from \"\" to valid";
        List<String> now = new ArrayList<>();
        ranges.items().forEach(range -> now.add(range.text()));
        if (before.isEmpty()) {
            return;
        }
        if (now.size() != before.size()) {
            ranges.forbidden(message);
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(before.path(i).asString(""))) {
                ranges.forbidden(message);
            }
        }
    }
}
