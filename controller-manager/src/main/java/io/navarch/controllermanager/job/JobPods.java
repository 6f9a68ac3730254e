package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.pods.PodTemplates;
import io.navarch.controllermanager.write.Names;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.loop.KubeEvent;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pods a Job makes and deletes. */
final class JobPods {

    private static final String ENV = "JOB_COMPLETION_INDEX";

    private JobPods() {}

    /** A pod, tracked by its finalizer. failures: how often its index failed before; -1 where that is not kept. */
    static Write create(Batch.Job job, int index, int failures, String seed) {
        boolean indexed = job.spec().indexed();
        String generateName = job.metadata().name() + (indexed ? "-" + index + "-" : "-");
        String name = PodTemplates.named(generateName, Names.suffix(seed + "/" + index));
        ObjectNode pod = PodTemplates.pod(
                job.spec().template(),
                job.metadata().key().namespace(),
                generateName,
                name,
                Owners.controller(Kinds.JOBS, "Job", job.metadata()));
        ObjectNode metadata = pod.withObject("metadata");
        metadata.withArray("finalizers").add(Tally.FINALIZER);
        if (indexed) {
            metadata.withObject("annotations").put(Indexes.LABEL, Integer.toString(index));
            metadata.withObject("labels").put(Indexes.LABEL, Integer.toString(index));
            ObjectNode spec = pod.withObject("spec");
            spec.put("hostname", job.metadata().name() + "-" + index);
            addIndex(spec.path("initContainers"));
            addIndex(spec.path("containers"));
        }
        if (failures >= 0) {
            metadata.withObject("annotations").put(Tally.FAILURES, Integer.toString(failures));
        }
        return new Write.Create(Kinds.PODS, job.metadata().key().namespace(), pod, Telling.of(
                KubeEvent.normal(regarding(job), "SuccessfulCreate", "Created pod: " + name),
                KubeEvent.warning(regarding(job), "FailedCreate", "Error creating: %s")));
    }

    private static void addIndex(JsonNode containers) {
        for (JsonNode container : containers) {
            ArrayNode env = ((ObjectNode) container).withArray("env");
            if (env.valueStream().noneMatch(e -> e.path("name").asString("").equals(ENV))) {
                env.addObject()
                        .put("name", ENV)
                        .putObject("valueFrom")
                        .putObject("fieldRef")
                        .put("apiVersion", "v1")
                        .put("fieldPath", "metadata.labels['" + Indexes.LABEL + "']");
            }
        }
    }

    /** Deletes a pod that is no longer wanted, without its counting as a failure. */
    static List<Write> dismiss(Batch.Job job, Pod pod) {
        return pod.metadata().finalizers().contains(Tally.FINALIZER)
                ? List.of(Write.removeFinalizer(Kinds.PODS, pod.metadata(), Tally.FINALIZER), delete(job, pod))
                : List.of(delete(job, pod));
    }

    /** Deletes a pod that has not done its work: it counts as failed. */
    static Write delete(Batch.Job job, Pod pod) {
        return Write.delete(Kinds.PODS, pod.metadata(), Telling.of(
                KubeEvent.normal(regarding(job), "SuccessfulDelete", "Deleted pod: " + pod.metadata().name()),
                KubeEvent.warning(regarding(job), "FailedDelete", "Error deleting: %s")));
    }

    static KubeEvent.Regarding regarding(Batch.Job job) {
        return KubeEvent.Regarding.of("batch/v1", "Job", job.metadata());
    }
}
