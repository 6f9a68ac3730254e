package io.navarch.scheduler;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Kind;
import io.navarch.scheduler.object.Kinds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A scheduling loop without threads or an API server: what it decides is so at once. */
final class Bench implements SchedulingLoop.Doer {

    final Map<String, String> nodeOf = new HashMap<>();
    final Map<String, String> said = new HashMap<>();
    final SchedulingLoop loop;
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<Batch.Item> arriving = new ArrayList<>();
    private final Map<ObjectKey, String> pods = new HashMap<>();
    private long revision = 1;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Bench(long seed) {
        loop = new SchedulingLoop(
                List.of(Profile.USUAL), new SplittableRandom(seed), this, new SchedulerMetrics(new SimpleMeterRegistry()));
        loop.apply(new Batch(List.of(), new Revision(revision), true, true), now);
    }

    private void arrive(Kind<?> kind, ObjectKey key, String json) {
        arriving.add(new Batch.Item(kind, key, new Revision(++revision), json.getBytes(StandardCharsets.UTF_8)));
    }

    void node(String name, String labels, String allocatable, String spec) {
        arrive(Kinds.NODES, ObjectKey.cluster(name), """
                {"metadata":{"name":"%s","uid":"%s","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"kubernetes.io/hostname":"%s"%s}},
                 "spec":{%s},"status":{"allocatable":{%s}}}""".formatted(name, name, name, labels, spec, allocatable));
    }

    void pod(String name, String labels, String spec) {
        ObjectKey key = new ObjectKey("shop", name);
        pods.put(key, """
                {"metadata":{"name":"%s","namespace":"shop","uid":"%s","resourceVersion":"1","generation":1,"creationTimestamp":"2026-01-01T00:00:00Z","labels":{%s}},
                 "spec":{"schedulerName":"default-scheduler","NODE":"",%s},"status":{"phase":"Pending"}}""".formatted(name, name, labels, spec));
        arrive(Kinds.PODS, key, pods.get(key));
    }

    /** Until nothing more happens. */
    void settle() {
        boolean more = true;
        while (more || !arriving.isEmpty() || !later.isEmpty()) {
            if (!arriving.isEmpty()) {
                List<Batch.Item> items = List.copyOf(arriving);
                arriving.clear();
                loop.apply(new Batch(items, new Revision(revision), false, false), now);
            }
            now = now.plusMillis(1);
            more = loop.decide(now);
            while (!later.isEmpty()) {
                later.poll().run();
            }
        }
    }

    @Override
    public void askForVolumes(InFlight pod, List<SchedulerIntent> intents) {
        throw new IllegalStateException("no volumes here");
    }

    @Override
    public void bind(InFlight pod, SchedulerIntent.Bind intent) {
        if (nodeOf.put(intent.pod().name(), intent.node()) != null) {
            throw new AssertionError("bound twice: " + intent);
        }
        arrive(Kinds.PODS, intent.pod(), pods.get(intent.pod()).replace("\"NODE\":\"\"", "\"nodeName\":\"" + intent.node() + "\""));
        later.add(() -> loop.bound(pod, now));
    }

    @Override
    public void inform(SchedulerIntent intent) {
        if (intent instanceof SchedulerIntent.Report report) {
            said.put(report.pod().name(), report.message());
        }
    }

    @Override
    public void tell(SchedulingEvents.Event event) {}
}
