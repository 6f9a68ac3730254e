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

    /** What the client put there stays; if it is wrong, validation says so. */
    @Override
    public void prepareForCreate(ObjectNode job, Circumstances circumstances) {
        ObjectNode spec = job.withObjectProperty("spec");
        if (spec.path("manualSelector").asBoolean(false)) {
            return;
        }
        JsonNode metadata = job.path("metadata");
        ObjectNode labels = spec.withObjectProperty("template")
                .withObjectProperty("metadata")
                .withObjectProperty("labels");
        for (String key : List.of(OLD_CONTROLLER_UID, CONTROLLER_UID)) {
            fill(labels, key, metadata.path("uid"));
        }
        for (String key : List.of(OLD_JOB_NAME, JOB_NAME)) {
            fill(labels, key, metadata.path("name"));
        }
        ObjectNode selector = spec.withObjectProperty("selector");
        fill(selector.withObjectProperty("matchLabels"), CONTROLLER_UID, metadata.path("uid"));
    }

    /** A job without labels has those of its pods: Kubernetes' defaulting sees the template once more when the object is stored. */
    @Override
    public void canonicalize(ObjectNode job) {
        JsonNode labels = job.path("spec").path("template").path("metadata").path("labels");
        if (job.path("metadata").path("labels").isEmpty() && !labels.isEmpty()) {
            job.withObjectProperty("metadata").set("labels", labels.deepCopy());
        }
    }

    private static void fill(ObjectNode labels, String key, JsonNode value) {
        if (!labels.has(key)) {
            labels.set(key, value);
        }
    }
}
