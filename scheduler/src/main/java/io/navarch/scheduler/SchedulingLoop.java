package io.navarch.scheduler;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.World;
import io.navarch.scheduler.cluster.Cluster;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Pod;
import io.navarch.scheduler.plan.Decision;
import io.navarch.scheduler.plan.Eviction;
import io.navarch.scheduler.plan.Nominations;
import io.navarch.scheduler.plan.Planner;
import io.navarch.scheduler.plugin.Plugins;
import io.navarch.scheduler.plugin.Surroundings;
import io.navarch.scheduler.queue.Happening;
import io.navarch.scheduler.queue.QueuedPod;
import io.navarch.scheduler.queue.SchedulingQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread's state: takes what arrived, decides about waiting pods one after another, and gives out what is to be done. Every method
 * is called from that thread; {@link #decide} goes on until nothing waits or {@value #DECISIONS_IN_A_ROW} pods were decided about.
 */
final class SchedulingLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingLoop.class);
    /** Then what has arrived in the meantime is taken in. */
    static final int DECISIONS_IN_A_ROW = 128;
    /** Pods on their way at once; more wait in the queue until the API server has caught up. */
    static final int IN_FLIGHT_LIMIT = 2000;

    static final Duration LONGEST_WAIT_FOR_VOLUMES = Duration.ofMinutes(10);

    /** Does what the loop decides: off its thread. */
    interface Doer {
        /** Then {@link #volumesAsked} is to be called. */
        void askForVolumes(InFlight pod, List<SchedulerIntent> intents);

        /** Then {@link #bound} or {@link #notBound} is to be called. */
        void bind(InFlight pod, SchedulerIntent.Bind intent);

        void inform(SchedulerIntent intent);

        void tell(SchedulingEvents.Event event);
    }

    private final World world = new World(Kinds.ALL);
    private final Cluster cluster = new Cluster();
    private final SchedulingQueue queue = new SchedulingQueue();
    private final Nominations nominations = new Nominations();
    private final Map<ObjectKey, InFlight> inFlight = new HashMap<>();
    private final Map<String, ObjectKey> promisedVolumes = new HashMap<>();
    private final VolumeWaits volumeWaits = new VolumeWaits(world);
    private final Surroundings around = new Surroundings(cluster, world, promisedVolumes);
    private final Map<String, Planner> planners = new HashMap<>();
    private final Followed followed;
    private final Doer doer;
    private final SchedulerMetrics metrics;

    SchedulingLoop(List<Profile> profiles, RandomGenerator random, Doer doer, SchedulerMetrics metrics) {
        this.doer = doer;
        this.metrics = metrics;
        for (Profile profile : profiles) {
            planners.put(
                    profile.schedulerName(),
                    new Planner(Plugins.of(profile.plugins()), profile.percentageOfNodesToScore(), random));
        }
        this.followed = new Followed(world, cluster, queue, nominations, inFlight, planners.keySet());
    }

    void apply(Batch batch, Instant now) {
        List<Happening> happenings = new ArrayList<>();
        boolean claims = false;
        for (Change<?> change : world.apply(batch)) {
            followed.take(change, now, happenings);
            claims |= change.kind() == Kinds.CLAIMS || change.kind() == Kinds.VOLUMES;
        }
        if (claims) {
            promisedVolumes.entrySet().removeIf(e -> !volumeWaits.awaited(e.getValue()));
            bindThoseWithVolumes(now);
        }
        queue.happened(happenings, now);
    }

    boolean ready() {
        return world.complete();
    }

    Optional<Instant> nextDue() {
        return Optional.ofNullable(queue.nextDue());
    }

    /** Decides about waiting pods; true when there may be more. */
    boolean decide(Instant now) {
        queue.flush(now);
        giveUpOnVolumes(now);
        for (int i = 0; i < DECISIONS_IN_A_ROW; i++) {
            if (inFlight.size() >= IN_FLIGHT_LIMIT) {
                return false;
            }
            QueuedPod next = queue.poll(now);
            if (next == null) {
                metrics.pending(queue);
                return false;
            }
            decide(next, now);
        }
        metrics.pending(queue);
        return true;
    }

    private void decide(QueuedPod queued, Instant now) {
        PodInfo pod = queued.pod();
        String scheduler = pod.pod().spec().schedulerName();
        Planner planner = planners.get(scheduler == null ? "default-scheduler" : scheduler);
        long begun = System.nanoTime();
        Decision decision = planner.decide(pod, around, nominations);
        metrics.decided(decision, System.nanoTime() - begun);
        switch (decision) {
            case Decision.Place place -> place(queued, place, now);
            case Decision.Nowhere nowhere -> nowhere(queued, nowhere, now);
        }
    }

    private void place(QueuedPod queued, Decision.Place place, Instant now) {
        PodInfo pod = queued.pod();
        cluster.add(pod, place.node());
        nominations.remove(pod.key());
        promisedVolumes.putAll(place.volumes().promised());
        boolean ready = place.volumes().nothing();
        InFlight going = new InFlight(
                queued, pod, place.node(), place.volumes(), ready ? InFlight.Stage.BINDING : InFlight.Stage.ASKING_FOR_VOLUMES, now);
        inFlight.put(pod.key(), going);
        if (ready) {
            bind(going);
        } else {
            doer.askForVolumes(going, volumeWaits.intents(going));
        }
    }

    private void bind(InFlight going) {
        doer.bind(going, new SchedulerIntent.Bind(going.pod().key(), going.pod().uid(), going.node()));
    }

    void volumesAsked(InFlight going, Optional<String> trouble, Instant now) {
        if (inFlight.get(going.pod().key()) != going) {
            return;
        }
        if (trouble.isPresent()) {
            takeBack(going, trouble.get(), now);
        } else {
            inFlight.put(going.pod().key(), going.at(InFlight.Stage.AWAITING_VOLUMES));
            bindThoseWithVolumes(now);
        }
    }

    private void bindThoseWithVolumes(Instant now) {
        for (InFlight going : List.copyOf(inFlight.values())) {
            if (going.stage() != InFlight.Stage.AWAITING_VOLUMES) {
                continue;
            }
            switch (volumeWaits.outlook(going)) {
                case READY -> {
                    InFlight ready = going.at(InFlight.Stage.BINDING);
                    inFlight.put(going.pod().key(), ready);
                    bind(ready);
                }
                case REJECTED -> takeBack(going, "binding volumes: provisioning failed for PVC of pod " + going.pod(), now);
                case WAITING -> {}
            }
        }
    }

    private void giveUpOnVolumes(Instant now) {
        for (InFlight going : List.copyOf(inFlight.values())) {
            if (going.stage() == InFlight.Stage.AWAITING_VOLUMES
                    && going.since().plus(LONGEST_WAIT_FOR_VOLUMES).isBefore(now)) {
                takeBack(going, "binding volumes: context deadline exceeded", now);
            }
        }
    }

    void bound(InFlight going, Instant now) {
        tellScheduled(going);
        metrics.bound(going.queued(), now);
        inFlight.computeIfPresent(
                going.pod().key(), (key, current) -> current.pod() == going.pod() ? going.at(InFlight.Stage.BOUND) : current);
    }

    private void tellScheduled(InFlight going) {
        PodInfo pod = going.pod();
        doer.tell(new SchedulingEvents.Event(
                pod.pod().metadata(),
                "Normal",
                "Scheduled",
                "Binding",
                "Successfully assigned " + pod.key() + " to " + going.node(),
                null));
    }

    void notBound(InFlight going, String why, Instant now) {
        if (inFlight.get(going.pod().key()) == going) {
            takeBack(going, why, now);
        }
    }

    /** It did not get there: the node is free again for others, and the pod is tried again after its backoff. */
    private void takeBack(InFlight going, String why, Instant now) {
        LOG.debug("{} did not get to {}: {}", going.pod(), going.node(), why);
        inFlight.remove(going.pod().key());
        cluster.remove(going.pod().key());
        going.volumes().promised().keySet().forEach(promisedVolumes::remove);
        Optional<Pod> latest = world.table(Kinds.PODS).get(going.pod().key());
        boolean still = latest.isPresent()
                && latest.get().metadata().uid().equals(going.pod().uid())
                && !latest.get().assigned();
        if (still) {
            queue.offer(new PodInfo(latest.get()), now);
            queue.failed(going.queued(), now);
            report(going.queued(), "SchedulerError", why, "", now);
        } else {
            queue.remove(going.pod().key());
        }
        queue.happened(List.of(new Happening.PodLeft(going.pod())), now);
    }

    private void nowhere(QueuedPod queued, Decision.Nowhere nowhere, Instant now) {
        PodInfo pod = queued.pod();
        String nominated = "";
        if (nowhere.eviction().isPresent()) {
            Eviction eviction = nowhere.eviction().get();
            nominated = eviction.node();
            evict(pod, eviction, now);
        }
        queue.refused(queued, nowhere.diagnosis().rejectors(), now);
        report(queued, "Unschedulable", nowhere.message(), nominated, now);
    }

    private void evict(PodInfo pod, Eviction eviction, Instant now) {
        for (PodInfo other : List.copyOf(nominations.on(eviction.node()))) {
            if (other.priority() < pod.priority()) {
                nominations.remove(other.key());
                doer.inform(new SchedulerIntent.ClearNomination(other.key(), other.uid()));
            }
        }
        nominations.nominate(pod, eviction.node());
        String scheduler = pod.pod().spec().schedulerName();
        for (PodInfo victim : eviction.victims()) {
            if (victim.terminating()) {
                continue;
            }
            doer.inform(new SchedulerIntent.Evict(
                    victim.key(),
                    victim.uid(),
                    scheduler == null ? "default-scheduler" : scheduler,
                    victim.pod().metadata().generation(),
                    now));
            doer.tell(new SchedulingEvents.Event(
                    victim.pod().metadata(),
                    "Normal",
                    "Preempted",
                    "Preempting",
                    "Preempted by pod " + pod.uid() + " on node " + eviction.node(),
                    pod.pod().metadata()));
        }
    }

    private void report(QueuedPod queued, String reason, String message, String nominated, Instant now) {
        Pod pod = queued.pod().pod();
        doer.tell(new SchedulingEvents.Event(pod.metadata(), "Warning", "FailedScheduling", "Scheduling", message, null));
        Pod.Condition said = pod.condition("PodScheduled");
        boolean same = said != null
                && said.status().equals("False")
                && reason.equals(said.reason())
                && message.equals(said.message());
        if (!same || (!nominated.isEmpty() && !nominated.equals(queued.pod().nominatedNode()))) {
            Instant since = said != null && said.status().equals("False") && said.lastTransitionTime() != null
                    ? said.lastTransitionTime()
                    : now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
            doer.inform(new SchedulerIntent.Report(
                    pod.metadata().key(),
                    pod.metadata().uid(),
                    pod.metadata().generation(),
                    reason,
                    message,
                    new SchedulerIntent.Instants(since),
                    nominated.isEmpty() ? null : nominated));
        }
    }
}
