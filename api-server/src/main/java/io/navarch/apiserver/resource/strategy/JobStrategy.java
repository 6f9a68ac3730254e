package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.Strategy;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs get a selector of their own: the labels that name the job's uid go onto the template and into the selector. */
public final class JobStrategy implements Strategy {

    private static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";
    private static final String OLD_CONTROLLER_UID = "controller-uid";
    private static final String OLD_JOB_NAME = "job-name";

    @Override
    public GenerationRule generation() {
        return GenerationRule.SPEC;
    }

    @Override
    public void prepareForCreate(ObjectNode job, Circumstances circumstances) {
        job.putObject("status");
        ObjectNode spec = job.withObjectProperty("spec");
        if (spec.path("manualSelector").asBoolean(false)) {
            return;
        }
        JsonNode metadata = job.path("metadata");
        ObjectNode labels = spec.withObjectProperty("template")
                .withObjectProperty("metadata")
                .withObjectProperty("labels");
        for (String key : List.of(OLD_CONTROLLER_UID, CONTROLLER_UID)) {
            labels.set(key, metadata.path("uid"));
        }
        for (String key : List.of(OLD_JOB_NAME, JOB_NAME)) {
            labels.set(key, metadata.path("name"));
        }
        ObjectNode selector = spec.withObjectProperty("selector");
        selector.withObjectProperty("matchLabels").set(CONTROLLER_UID, metadata.path("uid"));
    }
}
