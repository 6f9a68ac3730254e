package io.navarch.scheduler;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A scheduler on a fake API server, and the objects a test puts there. */
final class Given implements AutoCloseable {

    static final Gvr PODS = Gvr.core("pods");
    static final Gvr NODES = Gvr.core("nodes");
    static final Gvr EVENTS = new Gvr("events.k8s.io", "v1", "events");

    final FakeApi api = new FakeApi();
    final Scheduler scheduler;

    Given() {
        scheduler = new Scheduler(
                api, List.of(Profile.USUAL), InstantSource.system(), new SplittableRandom(7), new SimpleMeterRegistry());
    }

    Given started() {
        scheduler.start();
        scheduler.lead(true);
        return this;
    }

    void node(String name, String labels, String more) {
        api.put(NODES, """
                {"metadata":{"name":"%s","labels":{"kubernetes.io/hostname":"%s"%s}}%s,
                 "status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"20"}}}
                """.formatted(name, name, labels.isEmpty() ? "" : "," + labels, more.isEmpty() ? "" : "," + more));
    }

    void pod(String name, String labels, String spec) {
        api.put(PODS, """
                {"metadata":{"name":"%s","namespace":"shop","labels":{%s}},
                 "spec":{"schedulerName":"default-scheduler","containers":[{"name":"c","image":"x"}]%s}}
                """.formatted(name, labels, spec.isEmpty() ? "" : "," + spec));
    }

    static String cpu(String amount) {
        return "\"containers\":[{\"name\":\"c\",\"resources\":{\"requests\":{\"cpu\":\"" + amount + "\"}}}]";
    }

    String nodeOf(String pod) {
        JsonNode found = api.read(PODS, new ObjectKey("shop", pod));
        return found == null ? "gone" : found.at("/spec/nodeName").asString("");
    }

    String messageOf(String pod) {
        JsonNode found = api.read(PODS, new ObjectKey("shop", pod));
        return found == null ? "gone" : found.at("/status/conditions/0/message").asString("");
    }

    static void await(BooleanSupplier condition) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("it did not come true within 10 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    String eventuallyOn(String pod) {
        await(() -> !nodeOf(pod).isEmpty());
        return nodeOf(pod);
    }

    String eventuallySays(String pod) {
        await(() -> !messageOf(pod).isEmpty());
        return messageOf(pod);
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
