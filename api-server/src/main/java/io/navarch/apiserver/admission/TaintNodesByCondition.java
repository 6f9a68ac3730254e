package io.navarch.apiserver.admission;

import tools.jackson.databind.node.ObjectNode;

/** A new node is tainted as not ready until something has looked at it. */
public final class TaintNodesByCondition implements Plugin {

    private static final String NOT_READY = "node.kubernetes.io/not-ready";
    private static final String EFFECT = "NoSchedule";

    @Override
    public String name() {
        return "TaintNodesByCondition";
    }

    @Override
    public void mutate(Attributes attributes) {
        if (attributes.operation() != Operation.CREATE || !attributes.concerns("", "nodes")) {
            return;
        }
        ObjectNode spec = attributes.given().withObjectProperty("spec");
        boolean tainted = spec.path("taints").valueStream()
                .anyMatch(t -> t.path("key").asString("").equals(NOT_READY) && t.path("effect").asString("").equals(EFFECT));
        if (!tainted) {
            spec.withArrayProperty("taints").addObject().put("key", NOT_READY).put("effect", EFFECT);
        }
    }
}
