package io.navarch.kubelet.pod;

import io.navarch.kubelet.pod.PodView.ContainerFacts;
import io.navarch.kubelet.pod.PodView.ImageFact;
import io.navarch.kubelet.pod.PodView.StartFailure;
import io.navarch.kubelet.pod.PodView.Trouble;
import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Uid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks after one pod: whenever something changed it inspects, plans, and starts the planned actions, each on a thread of its own.
 *
 * <p>A step is never taken while another one is; what happens meanwhile leads to one more step. What is known lives here, under the
 * worker's lock; what was planned is carried out by {@link PodActions}, which reports back.
 */
public final class PodWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final Uid uid;
    private final PodEnvironment environment;
    private final Runnable whenForgotten;
    private final PodActions actions;
    private final PodProbes probes;
    private final StatusWriter status;
    private final AtomicInteger wanted = new AtomicInteger();

    private @Nullable Pod pod;
    private boolean gone;
    private boolean inspect = true;
    private PodState state;
    private final Map<String, ContainerFacts> facts = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Duration> stopping = new HashMap<>();
    private final Map<String, Trouble> trouble = new HashMap<>();
    private boolean prepared;
    private boolean released;
    private @Nullable Future<?> timer;
    private volatile boolean closed;

    /** pod: null when only the runtime knows of it. whenForgotten: nothing of the pod is left anywhere. */
    public PodWorker(Uid uid, @Nullable Pod pod, PodEnvironment environment, Runnable whenForgotten) {
        this.uid = uid;
        this.pod = pod;
        this.gone = pod == null;
        this.environment = environment;
        this.whenForgotten = whenForgotten;
        this.state = PodState.none(uid);
        this.actions = new PodActions(this, environment);
        this.probes = new PodProbes(this, environment);
        this.status = new StatusWriter(this, environment);
    }

    /** The pod as the API has it now. Older news than what is known already is passed over. */
    public void seen(Pod latest) {
        synchronized (this) {
            if (pod != null && latest.metadata().revision().compareTo(pod.metadata().revision()) <= 0) {
                return;
            }
            pod = latest;
        }
        poke();
    }

    /** The API has it no more. */
    public void seenGone() {
        synchronized (this) {
            gone = true;
        }
        poke();
    }

    /** The runtime has news of the pod. */
    public void runtimeChanged() {
        synchronized (this) {
            inspect = true;
        }
        poke();
    }

    public synchronized @Nullable Pod pod() {
        return pod;
    }

    public synchronized PodState state() {
        return state;
    }

    /** Brings the volumes up to date with what the API has of their sources. */
    public void refreshVolumes() {
        Pod current = pod();
        boolean running;
        synchronized (this) {
            running = prepared && !released && !gone && current != null && !current.metadata().beingDeleted() && !current.finished();
        }
        if (running) {
            actions.refreshVolumes(current);
        }
    }

    /** Ends the looking after; containers go on. */
    public void close() {
        closed = true;
        probes.close();
        synchronized (this) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    /** Asks for a step. */
    void poke() {
        if (wanted.getAndIncrement() == 0) {
            environment.timers().run(this::steps);
        }
    }

    private void steps() {
        int taken = 1;
        do {
            taken = wanted.get();
            try {
                if (!closed) {
                    step();
                }
            } catch (RuntimeTrouble passing) {
                LOG.warn("pod {}: {}", uid, passing.getMessage());
                environment.timers().after(AFTER_TROUBLE, this::runtimeChanged);
            } catch (RuntimeException fault) {
                LOG.error("pod {}: a step failed", uid, fault);
                environment.timers().after(AFTER_TROUBLE, this::poke);
            }
        } while (wanted.addAndGet(-taken) != 0);
    }

    private void step() {
        boolean look;
        synchronized (this) {
            look = inspect;
            inspect = false;
        }
        if (look) {
            PodState fresh = environment.runtime().inspect(uid);
            synchronized (this) {
                state = fresh;
            }
        }
        PodView view = view();
        Pod current = view.pod();
        if (current != null && probes.sync(current, view)) {
            view = view();
        }
        PodPlan plan = PodPlanner.plan(view);
        synchronized (this) {
            plan.actions().forEach(this::begin);
            lookAgain(plan.again());
        }
        plan.actions().forEach(a -> actions.start(a, current, state()));
        if (plan.status() != null && current != null) {
            status.want(current, plan.status());
        }
        if (plan.forget()) {
            close();
            whenForgotten.run();
        }
    }

    private void begin(PodAction action) {
        busy.add(action.subject());
        switch (action) {
            case PodAction.StopContainer stop -> stopping.put(stop.state().name(), stop.grace());
            case PodAction.HurryContainer hurry -> stopping.put(hurry.state().name(), hurry.grace());
            default -> LOG.trace("pod {}: {}", uid, action);
        }
    }

    private synchronized PodView view() {
        return new PodView(uid, pod, gone, state, Map.copyOf(facts), Set.copyOf(busy), Map.copyOf(stopping), prepared, released,
                Map.copyOf(trouble), status.acknowledged(), environment.facts(), environment.timers().now());
    }

    private void lookAgain(@Nullable Instant at) {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (at != null) {
            timer = environment.timers().at(at, this::poke);
        }
    }

    /** An action has ended well. */
    synchronized void done(PodAction action) {
        switch (action) {
            case PodAction.Prepare p -> prepared = true;
            case PodAction.Release r -> released = true;
            case PodAction.StartContainer start -> change(start.container(), f -> f.withFailure(null));
            case PodAction.FinishDeletion f -> gone = true;
            case PodAction.StartSandbox s -> inspect = true;
            case PodAction.StopSandbox s -> inspect = true;
            case PodAction.GetImage g -> change(g.container(),
                    f -> f.withImage(new ImageFact(g.attempt(), null, "", environment.timers().now(), null)));
            case PodAction.StopContainer s -> inspect = true;
            case PodAction.HurryContainer h -> inspect = true;
            case PodAction.RemoveContainers r -> inspect = true;
            case PodAction.RemoveSandboxes r -> inspect = true;
        }
        trouble.remove(action.subject());
        ended(action);
    }

    /** The image could not be had. */
    synchronized void noImage(PodAction.GetImage get, String reason, String message) {
        Instant now = environment.timers().now();
        change(get.container(), f -> {
            ImageFact before = f.image();
            Backoff old = before == null ? null : before.backoff();
            return f.withImage(new ImageFact(get.attempt(), reason, message, now, Backoff.after(old, now, now)));
        });
        ended(get);
    }

    /** The container could not be started as its spec asks. */
    synchronized void notStarted(PodAction.StartContainer start, String reason, String message, Duration pause) {
        Instant retry = environment.timers().now().plus(pause);
        change(start.container(), f -> f.withFailure(new StartFailure(start.attempt(), reason, message, retry)).withImage(null));
        ended(start);
    }

    synchronized void failed(PodAction action, String reason, String message) {
        trouble.compute(action.subject(), (s, before) -> Trouble.after(before, reason, message, environment.timers().now()));
        ended(action);
    }

    private void ended(PodAction action) {
        inspect = true;
        busy.remove(action.subject());
        stopping.remove(action.subject());
        poke();
    }

    synchronized void change(String container, java.util.function.UnaryOperator<ContainerFacts> how) {
        facts.compute(container, (name, before) -> how.apply(before == null ? ContainerFacts.NONE : before));
    }

    synchronized boolean isBusy(String subject) {
        return busy.contains(subject);
    }

    /** The API server's answer to a write is as good as its news. */
    void written(Pod latest) {
        seen(latest);
        poke();
    }

    @Nullable ObjectNode shownStatus() {
        Pod current = pod();
        return current == null ? null : current.status();
    }
}
