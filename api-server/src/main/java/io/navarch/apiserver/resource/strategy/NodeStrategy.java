package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nodes are registered by their kubelet together with their status. Their configuration from an object is a thing of the past. */
public final class NodeStrategy implements Strategy {

    @Override
    public boolean keepsStatusOnCreate() {
        return true;
    }

    /** podCIDR is the first of podCIDRs, and of the two what old clients know decides. */
    @Override
    public void fillDefaults(ObjectNode node) {
        if (!(node.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        String first = spec.path("podCIDR").asString("");
        JsonNode all = spec.path("podCIDRs");
        if (!first.isEmpty() && !first.equals(all.path(0).asString(""))) {
            spec.putArray("podCIDRs").add(first);
        } else if (first.isEmpty() && !all.isEmpty()) {
            spec.put("podCIDR", all.path(0).asString(""));
        }
    }

    @Override
    public void prepareForCreate(ObjectNode node, Circumstances circumstances) {
        if (node.get("spec") instanceof ObjectNode spec) {
            spec.remove("configSource");
        }
        if (node.get("status") instanceof ObjectNode status) {
            status.remove("config");
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode node, ObjectNode old, Circumstances circumstances) {
        if (node.get("spec") instanceof ObjectNode spec && !old.path("spec").has("configSource")) {
            spec.remove("configSource");
        }
    }
}
