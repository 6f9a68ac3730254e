package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deployments: their annotations are copied to their replica sets, so they count as content; status never writes labels. */
public final class DeploymentStrategy implements Strategy {

    private static final Strategy STATUS = new StatusStrategy(Set.of("status")) {
        @Override
        protected void prepare(ObjectNode deployment, ObjectNode old, Circumstances circumstances) {
            ObjectNode metadata = deployment.withObjectProperty("metadata");
            JsonNode labels = old.path("metadata").path("labels");
            if (labels.isObject()) {
                metadata.set("labels", labels);
            } else {
                metadata.remove("labels");
            }
        }
    };

    @Override
    public GenerationRule generation() {
        return GenerationRule.SPEC_AND_ANNOTATIONS;
    }

    @Override
    public Strategy forSubresource(String name) {
        return STATUS;
    }
}
