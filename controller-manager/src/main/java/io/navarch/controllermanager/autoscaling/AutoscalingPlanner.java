package io.navarch.controllermanager.autoscaling;

import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one autoscaler. */
final class AutoscalingPlanner {

    /** How often an autoscaler looks. */
    static final Duration EVERY = Duration.ofSeconds(15);

    /** What an autoscaler names: found, with its size; or not, with the words for it. */
    sealed interface Target {
        record Found(Gvr resource, Meta metadata, int wanted, int current) implements Target {}

        record Missing(String why) implements Target {}
    }

    private final Autoscaler autoscaler;
    private final Instant now;
    private final ObjectNode status;
    private final List<Write> writes = new ArrayList<>();
    private final List<KubeEvent> events = new ArrayList<>();

    private AutoscalingPlanner(Autoscaler autoscaler, Instant now) {
        this.autoscaler = autoscaler;
        this.now = now;
        this.status = autoscaler.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
    }

    static Plan<Write> plan(Autoscaler autoscaler, Target target, Instant now) {
        return new AutoscalingPlanner(autoscaler, now).plan(target);
    }

    private Plan<Write> plan(Target target) {
        switch (target) {
            case Target.Missing missing -> {
                String message = "the HPA controller was unable to get the target's current scale: " + missing.why();
                condition("AbleToScale", "False", "FailedGetScale", message);
                events.add(KubeEvent.warning(regarding(), "FailedGetScale", missing.why()));
                status.put("desiredReplicas", status.path("desiredReplicas").asInt(0));
            }
            case Target.Found found -> judge(found);
        }
        ObjectNode change = Difference.between(autoscaler.status(), status);
        if (!change.isEmpty()) {
            ObjectNode patch = Json.object();
            patch.putObject("metadata").put("uid", autoscaler.metadata().uid().value());
            patch.set("status", change);
            writes.add(new Write.Patch(
                    Autoscaler.RESOURCE, autoscaler.metadata().key(), Subresource.STATUS, PatchType.MERGE, patch, Telling.NOTHING));
        }
        return new Plan<>(writes, events, now.plus(EVERY));
    }

    private void judge(Target.Found target) {
        condition("AbleToScale", "True", "SucceededGetScale",
                "the HPA controller was able to get the target's current scale");
        count("currentReplicas", target.current());
        int least = autoscaler.spec().least();
        int most = autoscaler.spec().maxReplicas();
        if (target.wanted() == 0 && least != 0) {
            condition("ScalingActive", "False", "ScalingDisabled",
                    "scaling is disabled since the replica count of the target is zero");
            status.put("desiredReplicas", 0);
        } else if (target.wanted() > most) {
            rescale(target, most, "Current number of replicas above Spec.MaxReplicas");
        } else if (target.wanted() < least) {
            rescale(target, least, "Current number of replicas below Spec.MinReplicas");
        } else {
            noMetrics();
            status.put("desiredReplicas", status.path("desiredReplicas").asInt(0));
        }
    }

    private void rescale(Target.Found target, int size, String why) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", target.metadata().uid().value());
        patch.putObject("spec").put("replicas", size);
        writes.add(new Write.Patch(
                target.resource(), target.metadata().key(), Subresource.NONE, PatchType.MERGE, patch,
                Telling.of(KubeEvent.normal(regarding(), "SuccessfulRescale", "New size: " + size + "; reason: " + why))));
        condition("AbleToScale", "True", "SucceededRescale",
                "the HPA controller was able to update the target scale to " + size);
        status.put("desiredReplicas", size);
        status.put("lastScaleTime", Times.seconds(now));
    }

    /** As Kubernetes says it where nothing serves metrics. */
    private void noMetrics() {
        JsonNode metric = autoscaler.spec().metrics().isEmpty() ? null : autoscaler.spec().metrics().getFirst();
        String name = metric == null ? "cpu" : metric.path("resource").path("name").asString("");
        if (name.isEmpty()) {
            condition("ScalingActive", "False", "FailedGetPodsMetric",
                    "the HPA was unable to compute the replica count: no custom metrics API is served");
            return;
        }
        String use = metric != null && metric.at("/resource/target/type").asString("").equals("AverageValue")
                ? " resource metric value: failed to get "
                : " utilization: unable to get metrics for resource ";
        String why = "failed to get " + name + use + name
                + ": unable to fetch metrics from resource metrics API: the server could not find the requested resource"
                + " (get pods.metrics.k8s.io)";
        condition("ScalingActive", "False", "FailedGetResourceMetric",
                "the HPA was unable to compute the replica count: " + why);
        events.add(KubeEvent.warning(regarding(), "FailedGetResourceMetric", why));
        status.withArray("currentMetrics").removeAll().addObject().put("type", "");
    }

    private void count(String field, int count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }

    private void condition(String type, String value, String reason, @Nullable String message) {
        Conditions.set(status, type, value, reason, message == null ? "" : message, now);
    }

    private KubeEvent.Regarding regarding() {
        return KubeEvent.Regarding.of("autoscaling/v2", "HorizontalPodAutoscaler", autoscaler.metadata());
    }
}
