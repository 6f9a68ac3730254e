package io.navarch.kubelet;

import io.navarch.kubelet.pod.PodEnvironment;
import io.navarch.kubelet.pod.PodWorker;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a node's pods, by uid. A pod of which only the runtime knows gets a worker too, once the API's pods are all known:
 * it is one whose object is gone.
 */
public final class PodWorkers implements AutoCloseable {

    private final PodEnvironment environment;
    private final Map<Uid, PodWorker> workers = new HashMap<>();
    private boolean complete;
    private boolean closed;

    PodWorkers(PodEnvironment environment) {
        this.environment = environment;
    }

    /** A pod of this node, as it is. */
    void seen(Pod pod) {
        PodWorker worker;
        synchronized (this) {
            if (closed) {
                return;
            }
            worker = workers.get(pod.uid());
            if (worker == null) {
                add(pod.uid(), pod).runtimeChanged();
                return;
            }
        }
        worker.seen(pod);
    }

    /** The API has it no more. */
    void gone(Pod pod) {
        PodWorker worker;
        synchronized (this) {
            worker = workers.get(pod.uid());
        }
        if (worker != null) {
            worker.seenGone();
        }
    }

    /** Every pod the API has for this node has been seen. */
    void complete() {
        synchronized (this) {
            if (complete) {
                return;
            }
            complete = true;
        }
        environment.timers().run(() -> {
            try {
                environment.runtime().pods().forEach(this::runtimeChanged);
            } catch (io.navarch.kubelet.runtime.RuntimeTrouble later) {
                synchronized (this) {
                    complete = false;
                }
                environment.timers().after(java.time.Duration.ofSeconds(1), this::complete);
            }
        });
    }

    void runtimeChanged(Uid uid) {
        PodWorker worker;
        synchronized (this) {
            worker = workers.get(uid);
            if (worker == null && (!complete || closed)) {
                return;
            }
            if (worker == null) {
                worker = add(uid, null);
            }
        }
        worker.runtimeChanged();
    }

    private PodWorker add(Uid uid, @Nullable Pod pod) {
        PodWorker worker = new PodWorker(uid, pod, environment, () -> forget(uid));
        workers.put(uid, worker);
        return worker;
    }

    private synchronized void forget(Uid uid) {
        workers.remove(uid);
    }

    /** The pods that are known, gone ones included while something of them is left. */
    public synchronized Collection<PodWorker> all() {
        return java.util.List.copyOf(workers.values());
    }

    /** By name; where a pod of that name was replaced, the one with the uid, or without a uid the newest. */
    public Optional<PodWorker> find(ObjectKey key, String uid) {
        return all().stream()
                .filter(w -> {
                    Pod pod = w.pod();
                    return pod != null && pod.key().equals(key) && (uid.isEmpty() || pod.uid().value().equals(uid));
                })
                .max(java.util.Comparator.comparing(w -> {
                    Pod pod = w.pod();
                    return pod == null ? java.time.Instant.MIN : pod.metadata().creationTimestamp();
                }));
    }

    @Override
    public void close() {
        Collection<PodWorker> open;
        synchronized (this) {
            closed = true;
            open = all();
        }
        open.forEach(PodWorker::close);
    }
}
