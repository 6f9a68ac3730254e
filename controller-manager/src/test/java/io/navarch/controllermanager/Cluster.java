package io.navarch.controllermanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** All controllers running against a fake API server. */
final class Cluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final FakeApi api = new FakeApi();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final ControllerManager controllers;

    Cluster() {
        controllers = new ControllerManager(
                api,
                (source, event) -> events.add(event.reason() + ": " + event.message()),
                InstantSource.system(),
                ControllerManagerSettings.standard().withRootCertificate("PEM").withoutNodeLifecycle());
        controllers.lead(true);
        controllers.start();
    }

    void put(Gvr resource, String json) {
        api.put(resource, json.replace('\'', '"'));
    }

    List<JsonNode> pods() {
        return api.objects(Kinds.PODS);
    }

    /** Plays the kubelet: every pod runs and is ready. */
    void runPods() {
        for (JsonNode pod : pods()) {
            String name = pod.at("/metadata/name").asString();
            if (pod.at("/status/phase").asString("").isEmpty()) {
                JsonNode status = io.navarch.machinery.object.Json.tree(
                        """
                        {"status":{"phase":"Running","podIP":"10.0.0.9","podIPs":[{"ip":"10.0.0.9"}],
                         "conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2020-01-01T00:00:00Z"}]}}""");
                api.patch(
                        Kinds.PODS,
                        new ObjectKey(pod.at("/metadata/namespace").asString(), name),
                        io.navarch.machinery.client.Subresource.STATUS,
                        io.navarch.machinery.client.PatchType.MERGE,
                        status);
            }
        }
    }

    void setPhase(ObjectKey pod, String phase) {
        api.patch(
                Kinds.PODS,
                pod,
                io.navarch.machinery.client.Subresource.STATUS,
                io.navarch.machinery.client.PatchType.MERGE,
                io.navarch.machinery.object.Json.tree("{\"status\":{\"phase\":\"" + phase + "\"}}"));
    }

    void await(String what, BooleanSupplier condition) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(limit);
            Thread.onSpinWait();
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        controllers.close();
    }
}
