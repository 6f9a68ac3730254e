package io.navarch.controllermanager.autoscaling;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A HorizontalPodAutoscaler. */
record Autoscaler(Meta metadata, Spec spec, @Nullable JsonNode status) implements KubeObject {

    static final Gvr RESOURCE = new Gvr("autoscaling", "v2", "horizontalpodautoscalers");
    static final Kind<Autoscaler> KIND = Kind.of(RESOURCE, Autoscaler.class);

    record Spec(Target scaleTargetRef, @Nullable Integer minReplicas, int maxReplicas, List<JsonNode> metrics) {

        int least() {
            return minReplicas == null ? 1 : minReplicas;
        }
    }

    record Target(@Nullable String apiVersion, String kind, String name) {}
}
