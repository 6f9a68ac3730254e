package io.navarch.kubelet.runtime;

import io.navarch.machinery.object.Uid;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the runtime has of a pod: sandboxes and containers, those of later attempts first. */
public record PodState(Uid uid, List<Sandbox> sandboxes, List<ContainerState> containers) {

    public enum Phase {
        CREATED,
        RUNNING,
        EXITED
    }

    /** A pod's network and namespaces; ips is empty while there is no network, and for pods on the node's network. */
    public record Sandbox(String id, int attempt, boolean ready, Instant createdAt, List<String> ips) {}

    /**
     * One try at running a container.
     *
     * @param attempt 0 for the first, then one more each time
     * @param specHash what its spec was when it was created, see {@link SpecHash}
     * @param message the termination message
     */
    public record ContainerState(
            String id,
            String name,
            int attempt,
            String sandbox,
            Phase phase,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            int exitCode,
            String reason,
            String message,
            String image,
            String imageId,
            String specHash,
            String logPath) {

        public boolean running() {
            return phase == Phase.RUNNING;
        }

        /** When it ended, or was created if it never did more. */
        public Instant endedAt() {
            return finishedAt == null ? createdAt : finishedAt;
        }
    }

    public PodState {
        sandboxes = sandboxes.stream().sorted(Comparator.comparingInt(Sandbox::attempt).reversed()).toList();
        containers = containers.stream()
                .sorted(Comparator.comparingInt(ContainerState::attempt).reversed()
                        .thenComparing(ContainerState::createdAt, Comparator.reverseOrder()))
                .toList();
    }

    public static PodState none(Uid uid) {
        return new PodState(uid, List.of(), List.of());
    }

    public boolean empty() {
        return sandboxes.isEmpty() && containers.isEmpty();
    }

    public Optional<Sandbox> latestSandbox() {
        return sandboxes.stream().findFirst();
    }

    /** The sandbox that containers run in now, if it is alive. */
    public Optional<Sandbox> sandbox() {
        return latestSandbox().filter(Sandbox::ready);
    }

    public Stream<ContainerState> attempts(String name) {
        return containers.stream().filter(c -> c.name().equals(name));
    }

    public Optional<ContainerState> latest(String name) {
        return attempts(name).findFirst();
    }

    /** The latest attempt in the given sandbox. */
    public Optional<ContainerState> latest(String name, Sandbox in) {
        return attempts(name).filter(c -> c.sandbox().equals(in.id())).findFirst();
    }

    /** The attempt before the latest. */
    public Optional<ContainerState> previous(String name) {
        return attempts(name).skip(1).filter(c -> c.phase() == Phase.EXITED).findFirst();
    }

    public boolean anyRunning() {
        return containers.stream().anyMatch(ContainerState::running);
    }
}
