package io.navarch.bench.measure;

import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.navarch.apiserver.app.ApiServer;
import io.navarch.apiserver.app.ApiServerSettings;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.Profile;
import io.navarch.scheduler.Scheduler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Pods placed on nodes that are objects only, with API server, embedded store and scheduler in this JVM. The clock runs from the first
 * pod's creation to the last one's binding; pods are created while others are placed.
 */
public final class Scheduling {

    private static final Subject ADMIN = new Subject("bench", List.of("system:masters"));
    private static final Gvr NODES = Gvr.core("nodes");
    private static final Gvr PODS = Gvr.core("pods");
    private static final int AT_A_TIME = 32;
    private static final int ZONES = 5;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(4);

    private final Api api;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    /** What the pods demand beyond cpu and memory. */
    public enum Demand { NOTHING, SPREAD, ANTI_AFFINITY }

    private Scheduling(Api api) {
        this.api = api;
    }

    public static Result run(Path folder, int nodes, int warmUp, int pods, Demand demand) {
        InstantSource clock = InstantSource.system();
        try (ApiServer server = new ApiServer(ApiServerSettings.in(folder, 0))) {
            server.start();
            ManagedChannel mine = ApiChannels.inProcess(server.inProcessName(), ADMIN);
            ManagedChannel its = ApiChannels.inProcess(server.inProcessName(), Subject.SCHEDULER);
            Scheduling scheduling = new Scheduling(new GrpcApi(mine, "bench"));
            try (Scheduler scheduler = new Scheduler(new GrpcApi(its, "kube-scheduler"), List.of(Profile.USUAL), clock,
                    new SplittableRandom(1), scheduling.metrics)) {
                scheduling.prepare(nodes);
                scheduler.start();
                scheduler.lead(true);
                scheduling.place("warm", warmUp, warmUp, Demand.NOTHING);
                double seconds = scheduling.place("pod", pods, warmUp + pods, demand);
                return Result.of("schedule", pods / seconds, "pods/s",
                        "%d pods on %d nodes in %.1f s".formatted(pods, nodes, seconds));
            } finally {
                mine.shutdownNow();
                its.shutdownNow();
            }
        }
    }

    private void prepare(int nodes) {
        require(api.create(Gvr.core("serviceaccounts"), "default", Json.tree(
                "{\"apiVersion\": \"v1\", \"kind\": \"ServiceAccount\", \"metadata\": {\"name\": \"default\"}}")));
        each(nodes, this::node);
    }

    /** Admission taints a new node as not ready; nobody else is here to take that away again. */
    private void node(int i) {
        require(api.create(NODES, "", Json.tree("""
                {"apiVersion": "v1", "kind": "Node",
                 "metadata": {"name": "node-%d", "labels": {"kubernetes.io/hostname": "node-%d", "topology.kubernetes.io/zone": "zone-%d"}},
                 "status": {"capacity": {"cpu": "4", "memory": "32Gi", "pods": "110"},
                            "allocatable": {"cpu": "4", "memory": "32Gi", "pods": "110"},
                            "conditions": [{"type": "Ready", "status": "True"}]}}
                """.formatted(i, i, i % ZONES))));
        require(api.patch(NODES, new ObjectKey("", "node-" + i), Subresource.NONE, PatchType.MERGE,
                Json.tree("{\"spec\": {\"taints\": null}}")));
    }

    /** Seconds until as many pods as said are bound in all. */
    private double place(String prefix, int pods, int bound, Demand demand) {
        long begun = System.nanoTime();
        each(pods, i -> require(api.create(PODS, "default", Json.tree(pod(prefix + "-" + i, demand)))));
        while (bound() < bound) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException(bound() + " of " + bound + " pods were bound");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private long bound() {
        return metrics.get("scheduler_pod_scheduling_sli_duration_seconds").timer().count();
    }

    private static String pod(String name, Demand demand) {
        String more = switch (demand) {
            case NOTHING -> "";
            case SPREAD -> """
                    "topologySpreadConstraints": [{"maxSkew": 5, "topologyKey": "topology.kubernetes.io/zone",
                      "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {"matchLabels": {"app": "bench"}}}],""";
            case ANTI_AFFINITY -> """
                    "affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
                      {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "bench"}}}]}},""";
        };
        return """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "labels": {"app": "%s"}},
                 "spec": {%s "containers": [{"name": "main", "image": "registry.example.com/pause:1",
                          "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}}}]}}
                """.formatted(name, demand == Demand.NOTHING ? "plain" : "bench", more);
    }

    private static void require(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private static void each(int count, IntConsumer body) {
        Semaphore room = new Semaphore(AT_A_TIME);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, count).<Future<?>>mapToObj(i -> {
                room.acquireUninterruptibly();
                return threads.submit(() -> {
                    try {
                        body.accept(i);
                    } finally {
                        room.release();
                    }
                });
            }).toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
