package io.navarch.apiserver.admission;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod stays five minutes on a node that is not ready or not reachable, unless it says otherwise. */
public final class DefaultTolerationSeconds implements Plugin {

    private static final int SECONDS = 300;
    private static final List<String> TAINTS = List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    @Override
    public String name() {
        return "DefaultTolerationSeconds";
    }

    @Override
    public void mutate(Attributes attributes) {
        boolean writes = attributes.operation() == Operation.CREATE || attributes.operation() == Operation.UPDATE;
        if (!writes || !attributes.concerns("", "pods")) {
            return;
        }
        ObjectNode spec = attributes.given().withObjectProperty("spec");
        for (String taint : TAINTS) {
            boolean tolerated = spec.path("tolerations").valueStream().anyMatch(t -> tolerates(t, taint));
            if (!tolerated) {
                spec.withArrayProperty("tolerations")
                        .addObject()
                        .put("key", taint)
                        .put("operator", "Exists")
                        .put("effect", "NoExecute")
                        .put("tolerationSeconds", SECONDS);
            }
        }
    }

    private static boolean tolerates(JsonNode toleration, String taint) {
        String key = toleration.path("key").asString("");
        String effect = toleration.path("effect").asString("");
        return (key.equals(taint) || key.isEmpty()) && (effect.equals("NoExecute") || effect.isEmpty());
    }
}
