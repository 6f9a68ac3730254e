package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.KindValidations;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pods begin Pending, with their quality of service settled; once on a node they go when the kubelet says so. */
public final class PodStrategy implements Strategy {

    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private static final Strategy STATUS = new StatusStrategy(Set.of("status")) {
        @Override
        protected void prepare(ObjectNode object, ObjectNode old, Circumstances circumstances) {
            keep((ObjectNode) object.get("metadata"), old.path("metadata"), "ownerReferences");
            ObjectNode status = object.withObjectProperty("status");
            if (status.path("qosClass").asString("").isEmpty()) {
                keep(status, old.path("status"), "qosClass");
            }
        }
    };

    private static void keep(ObjectNode object, JsonNode old, String field) {
        if (old.has(field)) {
            object.set(field, old.get(field));
        } else {
            object.remove(field);
        }
    }

    @Override
    public GenerationRule generation() {
        return GenerationRule.SPEC;
    }

    @Override
    public void prepareForCreate(ObjectNode pod, Circumstances circumstances) {
        ObjectNode spec = pod.withObjectProperty("spec");
        ObjectNode status = pod.putObject("status").put("phase", "Pending");
        status.put("qosClass", QualityOfService.of(spec));
        LabelKeys.merge(pod);
        PodAdjustments.make(pod, circumstances);
        if (spec.path("schedulingGates").size() > 0) {
            ArrayNode conditions = status.putArray("conditions");
            conditions.addObject()
                    .put("type", "PodScheduled")
                    .put("status", "False")
                    .putNull("lastProbeTime")
                    .put("lastTransitionTime", circumstances.now().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("reason", "SchedulingGated")
                    .put("message", "Scheduling is blocked due to non-empty scheduling gates");
        }
    }

    @Override
    public Strategy forSubresource(String name) {
        return switch (name) {
            case "ephemeralcontainers" -> EPHEMERAL;
            case "resize" -> PodResize.STRATEGY;
            default -> STATUS;
        };
    }

    /** What the pod asks for, or the client; at once when nothing of it can be running. */
    @Override
    public long gracePeriodSeconds(ObjectNode pod, long requested, Circumstances circumstances) {
        boolean nowhere = pod.path("spec").path("nodeName").asString("").isEmpty();
        if (nowhere || OVER.contains(pod.path("status").path("phase").asString(""))) {
            return 0;
        }
        long own = pod.path("spec").path("terminationGracePeriodSeconds").asLong(0);
        long seconds = requested >= 0 ? requested : own;
        return seconds < 0 ? 1 : seconds;
    }

    /** Only the list of ephemeral containers is written, and it only grows. */
    private static final Strategy EPHEMERAL = new Strategy() {
        @Override
        public GenerationRule generation() {
            return GenerationRule.SPEC;
        }

        @Override
        public void prepareForUpdate(ObjectNode pod, ObjectNode old, Circumstances circumstances) {
            JsonNode wanted = pod.path("spec").path("ephemeralContainers");
            ObjectNode spec = (ObjectNode) old.path("spec").deepCopy();
            if (wanted.isArray()) {
                spec.set("ephemeralContainers", wanted);
            } else {
                spec.remove("ephemeralContainers");
            }
            pod.set("spec", spec);
            PodResize.resetMetadata(pod, old);
            if (old.has("status")) {
                pod.set("status", old.get("status"));
            }
        }

        @Override
        public List<FieldError> validateUpdate(ObjectNode pod, ObjectNode old, Circumstances circumstances) {
            return KindValidations.ephemeralContainers(pod, old);
        }
    };
}
