package io.navarch.kubelet.runtime;

import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Phase;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Uid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A runtime without containers, so that thousands of nodes fit in one process: pods have states, addresses and timings
 * ({@link Simulation}), and nothing runs.
 */
public final class SimulatedRuntime implements Runtime {

    private static final int ADDRESSES = 253;

    /** One container as it is; guarded by its pod. */
    private record Simulated(ContainerState state, Container spec, Simulation simulation, CountDownLatch end) {}

    private static final class SimulatedPod {
        final Pod pod;
        final List<Sandbox> sandboxes = new ArrayList<>();
        final List<Simulated> containers = new ArrayList<>();

        SimulatedPod(Pod pod) {
            this.pod = pod;
        }
    }

    private final Timers timers;
    private final Supplier<String> podCidr;
    private final Map<Uid, SimulatedPod> pods = new ConcurrentHashMap<>();
    private final Set<String> images = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private final Set<String> addresses = new HashSet<>();
    private volatile Consumer<Uid> listener = uid -> {};
    private int lastAddress = 1;

    /** podCidr: the range of pod addresses, such as "10.244.3.0/24"; empty while there is none. */
    public SimulatedRuntime(Timers timers, Supplier<String> podCidr) {
        this.timers = timers;
        this.podCidr = podCidr;
    }

    @Override
    public Version version() {
        return new Version("simulated", "1.0");
    }

    @Override
    public Readiness readiness() {
        return new Readiness(true, "", true, "");
    }

    @Override
    public void listen(Consumer<Uid> changed) {
        listener = changed;
    }

    @Override
    public Set<Uid> pods() {
        return Set.copyOf(pods.keySet());
    }

    @Override
    public PodState inspect(Uid uid) {
        SimulatedPod pod = pods.get(uid);
        if (pod == null) {
            return PodState.none(uid);
        }
        synchronized (pod) {
            return new PodState(uid, List.copyOf(pod.sandboxes), pod.containers.stream().map(Simulated::state).toList());
        }
    }

    @Override
    public void prepare(Pod pod) {
        pods.computeIfAbsent(pod.uid(), uid -> new SimulatedPod(pod));
    }

    @Override
    public void release(Uid pod) {
        pods.computeIfPresent(pod, (uid, there) -> there.sandboxes.isEmpty() && there.containers.isEmpty() ? null : there);
    }

    @Override
    public void startSandbox(Pod pod, int attempt) {
        SimulatedPod there = pods.computeIfAbsent(pod.uid(), uid -> new SimulatedPod(pod));
        synchronized (there) {
            there.sandboxes.replaceAll(this::stopped);
            List<String> ips = pod.spec().hostNetwork() ? List.of() : List.of(address());
            there.sandboxes.add(new Sandbox(id(), attempt, true, timers.now(), ips));
        }
    }

    @Override
    public void stopSandbox(String sandbox) {
        withPodOf(sandbox, pod -> {
            pod.containers.replaceAll(c -> c.state().sandbox().equals(sandbox) && c.state().running() ? ended(c, 137, "Error") : c);
            pod.sandboxes.replaceAll(s -> s.id().equals(sandbox) ? stopped(s) : s);
        });
    }

    private Sandbox stopped(Sandbox sandbox) {
        synchronized (addresses) {
            sandbox.ips().forEach(addresses::remove);
        }
        return new Sandbox(sandbox.id(), sandbox.attempt(), false, sandbox.createdAt(), List.of());
    }

    @Override
    public void removeSandbox(String sandbox) {
        withPodOf(sandbox, pod -> {
            pod.containers.removeIf(c -> c.state().sandbox().equals(sandbox));
            pod.sandboxes.removeIf(s -> s.id().equals(sandbox));
            if (pod.sandboxes.isEmpty()) {
                pods.remove(pod.pod.uid());
            }
        });
    }

    private void withPodOf(String sandbox, Consumer<SimulatedPod> change) {
        pods.values().stream()
                .filter(p -> {
                    synchronized (p) {
                        return p.sandboxes.stream().anyMatch(s -> s.id().equals(sandbox));
                    }
                })
                .findFirst()
                .ifPresent(p -> {
                    synchronized (p) {
                        change.accept(p);
                    }
                });
    }

    @Override
    public Optional<String> imageOnNode(String image) {
        return images.contains(image) ? Optional.of(image) : Optional.empty();
    }

    @Override
    public String pullImage(Pod pod, Container container) {
        Simulation simulation = Simulation.of(pod, container);
        sleep(simulation.pullTakes());
        simulation.pullError().ifPresent(message -> {
            throw new StartRefused("ErrImagePull", message);
        });
        images.add(container.image());
        return container.image();
    }

    @Override
    public String startContainer(Pod pod, Container container, int attempt, String sandbox) {
        Simulation simulation = Simulation.of(pod, container);
        sleep(simulation.startTakes());
        simulation.startError().ifPresent(message -> {
            throw new StartRefused("CreateContainerError", message);
        });
        SimulatedPod there = pods.computeIfAbsent(pod.uid(), uid -> new SimulatedPod(pod));
        String id = id();
        Instant now = timers.now();
        synchronized (there) {
            there.containers.add(new Simulated(
                    new ContainerState(id, container.name(), attempt, sandbox, Phase.RUNNING, now, now, null, 0, "", "",
                            container.image(), container.image(), SpecHash.of(container), ""),
                    container, simulation, new CountDownLatch(1)));
        }
        simulation.runsFor(pod, container).ifPresent(time -> timers.after(time, () -> end(pod.uid(), id, simulation.exitCode())));
        return id;
    }

    @Override
    public void stopContainer(String container, Duration grace) {
        Map.Entry<SimulatedPod, Simulated> found = find(container);
        if (found == null || !found.getValue().state().running()) {
            return;
        }
        Duration takes = found.getValue().simulation().stopTakes();
        boolean killed = takes.compareTo(grace) > 0;
        await(found.getValue().end(), killed ? grace : takes);
        end(found.getKey().pod.uid(), container, killed ? 137 : 0);
    }

    /** Ends a container as if by itself. */
    public void end(Uid uid, String container, int exitCode) {
        SimulatedPod pod = pods.get(uid);
        if (pod == null) {
            return;
        }
        synchronized (pod) {
            pod.containers.replaceAll(c -> c.state().id().equals(container) && c.state().running()
                    ? ended(c, exitCode, exitCode == 0 ? "Completed" : "Error")
                    : c);
        }
        listener.accept(uid);
    }

    private Simulated ended(Simulated c, int exitCode, String reason) {
        ContainerState s = c.state();
        c.end().countDown();
        return new Simulated(
                new ContainerState(s.id(), s.name(), s.attempt(), s.sandbox(), Phase.EXITED, s.createdAt(), s.startedAt(),
                        timers.now(), exitCode, reason, "", s.image(), s.imageId(), s.specHash(), s.logPath()),
                c.spec(), c.simulation(), c.end());
    }

    @Override
    public void removeContainer(String container) {
        Map.Entry<SimulatedPod, Simulated> found = find(container);
        if (found != null) {
            synchronized (found.getKey()) {
                found.getKey().containers.removeIf(c -> c.state().id().equals(container));
            }
        }
    }

    @Override
    public ExecResult exec(String container, List<String> command, Duration limit) {
        return new ExecResult(0, "");
    }

    /** What a container's log says. */
    public String log(String container) {
        Map.Entry<SimulatedPod, Simulated> found = find(container);
        return found == null ? "" : found.getValue().simulation().log();
    }

    @Override
    public List<Image> images() {
        return images.stream().sorted().map(i -> new Image(i, List.of(i), 10_000_000)).toList();
    }

    @Override
    public void removeImage(String id) {
        images.remove(id);
    }

    @Override
    public List<ContainerUsage> usage() {
        Instant now = timers.now();
        List<ContainerUsage> usage = new ArrayList<>();
        for (SimulatedPod pod : pods.values()) {
            synchronized (pod) {
                for (Simulated c : pod.containers) {
                    if (c.state().running() && c.state().startedAt() != null) {
                        long nanos = Duration.between(c.state().startedAt(), now).toMillis() * 1000 * c.simulation().cpuMillis(c.spec());
                        long memory = c.simulation().memoryBytes(c.spec());
                        usage.add(new ContainerUsage(pod.pod.uid(), pod.pod.key(), c.spec().name(), now, nanos, memory, memory, 0));
                    }
                }
            }
        }
        return usage;
    }

    @Override
    public void close() {
        listener = uid -> {};
    }

    private Map.@Nullable Entry<SimulatedPod, Simulated> find(String container) {
        for (SimulatedPod pod : pods.values()) {
            synchronized (pod) {
                for (Simulated c : pod.containers) {
                    if (c.state().id().equals(container)) {
                        return Map.entry(pod, c);
                    }
                }
            }
        }
        return null;
    }

    private String id() {
        return "%064x".formatted(ids.incrementAndGet());
    }

    /** The next free address of the node's range; without a range, of 10.0.0.0/24. */
    private String address() {
        String cidr = podCidr.get();
        String base = cidr.isEmpty() ? "10.0.0." : cidr.substring(0, cidr.lastIndexOf('.', cidr.indexOf('/')) + 1);
        synchronized (addresses) {
            for (int i = 0; i < ADDRESSES; i++) {
                lastAddress = lastAddress > ADDRESSES ? 2 : lastAddress + 1;
                if (addresses.add(base + lastAddress)) {
                    return base + lastAddress;
                }
            }
        }
        throw new RuntimeTrouble("no address is free in " + cidr, new IllegalStateException("all are taken"));
    }

    private void sleep(Duration pause) {
        if (pause.isZero()) {
            return;
        }
        await(new CountDownLatch(1), pause);
    }

    /** Waits until the pause is over or the latch is open, and opens it then: a container that was to stop has stopped. */
    private void await(CountDownLatch over, Duration pause) {
        Future<?> timer = timers.after(pause, over::countDown);
        try {
            over.await(pause.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            timer.cancel(false);
        }
    }
}
