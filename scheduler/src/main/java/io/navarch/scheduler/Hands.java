package io.navarch.scheduler;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import io.navarch.scheduler.object.Volumes;
import tools.jackson.databind.node.ObjectNode;

/** Carries intents out. Blocks; throws ApiUnavailable on trouble. */
final class Hands {

    private static final Gvr PODS = Gvr.core("pods");
    private static final Gvr CLAIMS = Gvr.core("persistentvolumeclaims");
    private static final Gvr VOLUMES = Gvr.core("persistentvolumes");

    private final Api api;

    Hands(Api api) {
        this.api = api;
    }

    Outcome carryOut(SchedulerIntent intent) {
        return switch (intent) {
            case SchedulerIntent.Bind bind -> bind(bind);
            case SchedulerIntent.SelectNode select -> {
                ObjectNode patch = about(select.uid());
                patch.withObject("/metadata").putObject("annotations").put(Volumes.SELECTED_NODE, select.node());
                yield api.patch(CLAIMS, select.claim(), Subresource.NONE, PatchType.MERGE, patch);
            }
            case SchedulerIntent.PromiseVolume promise -> promise(promise);
            case SchedulerIntent.Report report -> report(report);
            case SchedulerIntent.Evict evict -> evict(evict);
            case SchedulerIntent.ClearNomination clear -> {
                ObjectNode patch = about(clear.uid());
                patch.putObject("status").putNull("nominatedNodeName");
                yield api.patch(PODS, clear.pod(), Subresource.STATUS, PatchType.MERGE, patch);
            }
        };
    }

    private Outcome bind(SchedulerIntent.Bind bind) {
        ObjectNode binding = Json.object().put("apiVersion", "v1").put("kind", "Binding");
        binding.putObject("metadata")
                .put("name", bind.pod().name())
                .put("namespace", bind.pod().namespace())
                .put("uid", bind.uid().value());
        binding.putObject("target").put("kind", "Node").put("name", bind.node());
        return api.create(PODS, bind.pod(), Subresource.BINDING, binding);
    }

    private Outcome promise(SchedulerIntent.PromiseVolume promise) {
        ObjectNode patch = about(promise.uid());
        patch.withObject("/metadata").putObject("annotations").put("pv.kubernetes.io/bound-by-controller", "yes");
        patch.putObject("spec")
                .putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", promise.claim().namespace())
                .put("name", promise.claim().name())
                .put("uid", promise.claimUid().value())
                .put("resourceVersion", promise.claimVersion());
        return api.patch(VOLUMES, ObjectKey.cluster(promise.volume()), Subresource.NONE, PatchType.MERGE, patch);
    }

    private Outcome report(SchedulerIntent.Report report) {
        ObjectNode patch = about(report.uid());
        ObjectNode status = patch.putObject("status");
        status.putArray("conditions")
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "False")
                .put("observedGeneration", report.generation())
                .putNull("lastProbeTime")
                .put("lastTransitionTime", report.since().transition().toString())
                .put("reason", report.reason())
                .put("message", report.message());
        if (report.nominatedNode() != null) {
            status.put("nominatedNodeName", report.nominatedNode());
        }
        return api.patch(PODS, report.pod(), Subresource.STATUS, PatchType.STRATEGIC, patch);
    }

    private Outcome evict(SchedulerIntent.Evict evict) {
        ObjectNode patch = about(evict.uid());
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "DisruptionTarget")
                .put("status", "True")
                .put("observedGeneration", evict.generation())
                .putNull("lastProbeTime")
                .put("lastTransitionTime", evict.now().toString())
                .put("reason", "PreemptionByScheduler")
                .put("message", evict.schedulerName() + ": preempting to accommodate a higher priority pod");
        Outcome told = api.patch(PODS, evict.pod(), Subresource.STATUS, PatchType.STRATEGIC, patch);
        return told instanceof Outcome.Refused ? told : api.delete(PODS, evict.pod(), DeleteOptions.expecting(evict.uid()));
    }

    private static ObjectNode about(Uid uid) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", uid.value());
        return patch;
    }
}
