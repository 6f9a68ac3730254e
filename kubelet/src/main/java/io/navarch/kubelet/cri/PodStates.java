package io.navarch.kubelet.cri;

import io.navarch.kubelet.container.ContainerConfigs;
import io.navarch.kubelet.container.SandboxConfigs;
import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.PodState.Phase;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.machinery.object.Uid;
import io.navarch.proto.cri.v1.Container;
import io.navarch.proto.cri.v1.ContainerFilter;
import io.navarch.proto.cri.v1.ContainerState;
import io.navarch.proto.cri.v1.ContainerStatus;
import io.navarch.proto.cri.v1.ContainerStatusRequest;
import io.navarch.proto.cri.v1.ListContainersRequest;
import io.navarch.proto.cri.v1.ListPodSandboxRequest;
import io.navarch.proto.cri.v1.PodSandbox;
import io.navarch.proto.cri.v1.PodSandboxFilter;
import io.navarch.proto.cri.v1.PodSandboxNetworkStatus;
import io.navarch.proto.cri.v1.PodSandboxState;
import io.navarch.proto.cri.v1.PodSandboxStatusRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the runtime has of pods. What can change no more - addresses of a sandbox, containers that ended - is asked for once. */
final class PodStates {

    static final int ENDED_KEPT = 5000;

    private final CriClient cri;
    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
    private final Map<String, PodState.ContainerState> ended = new ConcurrentHashMap<>();

    PodStates(CriClient cri) {
        this.cri = cri;
    }

    /** For every pod, a text that changes whenever a sandbox or container of it comes, goes, or changes its state. */
    Map<Uid, String> fingerprints() {
        Map<Uid, List<String>> parts = new HashMap<>();
        for (PodSandbox sandbox : cri.runtime(s -> s.listPodSandbox(ListPodSandboxRequest.getDefaultInstance())).getItemsList()) {
            parts.computeIfAbsent(uid(sandbox.getLabelsMap()), u -> new ArrayList<>())
                    .add(sandbox.getId() + sandbox.getState().getNumber());
        }
        for (Container container : cri.runtime(s -> s.listContainers(ListContainersRequest.getDefaultInstance())).getContainersList()) {
            parts.computeIfAbsent(uid(container.getLabelsMap()), u -> new ArrayList<>())
                    .add(container.getId() + container.getState().getNumber());
        }
        Map<Uid, String> result = new HashMap<>();
        parts.forEach((uid, list) -> {
            if (!uid.value().isEmpty()) {
                result.put(uid, String.join(" ", list.stream().sorted().toList()));
            }
        });
        return result;
    }

    private static Uid uid(Map<String, String> labels) {
        return new Uid(labels.getOrDefault(SandboxConfigs.POD_UID, ""));
    }

    PodState of(Uid uid) {
        Map<String, String> label = Map.of(SandboxConfigs.POD_UID, uid.value());
        List<Sandbox> sandboxes = new ArrayList<>();
        ListPodSandboxRequest ofPod = ListPodSandboxRequest.newBuilder()
                .setFilter(PodSandboxFilter.newBuilder().putAllLabelSelector(label)).build();
        for (PodSandbox sandbox : cri.runtime(s -> s.listPodSandbox(ofPod)).getItemsList()) {
            boolean ready = sandbox.getState() == PodSandboxState.SANDBOX_READY;
            List<String> ips = ready ? addresses.computeIfAbsent(sandbox.getId(), this::askAddresses) : List.of();
            if (!ready) {
                addresses.remove(sandbox.getId());
            }
            sandboxes.add(new Sandbox(sandbox.getId(), sandbox.getMetadata().getAttempt(), ready, time(sandbox.getCreatedAt()), ips));
        }
        List<PodState.ContainerState> containers = new ArrayList<>();
        ListContainersRequest containersOfPod = ListContainersRequest.newBuilder()
                .setFilter(ContainerFilter.newBuilder().putAllLabelSelector(label)).build();
        for (Container container : cri.runtime(s -> s.listContainers(containersOfPod)).getContainersList()) {
            PodState.ContainerState state = ended.get(container.getId());
            state = state != null ? state : ask(container);
            if (state != null) {
                containers.add(state);
            }
        }
        return new PodState(uid, sandboxes, containers);
    }

    List<String> addressesOf(String sandbox) {
        List<String> known = addresses.get(sandbox);
        return known != null ? known : askAddresses(sandbox);
    }

    private List<String> askAddresses(String sandbox) {
        try {
            PodSandboxNetworkStatus network = cri.runtime(s -> s.podSandboxStatus(
                            PodSandboxStatusRequest.newBuilder().setPodSandboxId(sandbox).build()))
                    .getStatus().getNetwork();
            List<String> ips = new ArrayList<>();
            if (!network.getIp().isEmpty()) {
                ips.add(network.getIp());
            }
            network.getAdditionalIpsList().forEach(ip -> ips.add(ip.getIp()));
            return List.copyOf(ips);
        } catch (RuntimeTrouble trouble) {
            if (CriClient.notFound(trouble)) {
                return List.of();
            }
            throw trouble;
        }
    }

    /** null: it went meanwhile. */
    private PodState.@Nullable ContainerState ask(Container listed) {
        ContainerStatus status;
        try {
            status = cri.runtime(s -> s.containerStatus(
                    ContainerStatusRequest.newBuilder().setContainerId(listed.getId()).build())).getStatus();
        } catch (RuntimeTrouble trouble) {
            if (CriClient.notFound(trouble)) {
                return null;
            }
            throw trouble;
        }
        Phase phase = status.getState() == ContainerState.CONTAINER_RUNNING ? Phase.RUNNING
                : status.getState() == ContainerState.CONTAINER_CREATED ? Phase.CREATED : Phase.EXITED;
        String message = phase == Phase.EXITED ? TerminationMessage.of(status) : "";
        PodState.ContainerState state = new PodState.ContainerState(
                status.getId(),
                status.getMetadata().getName(),
                status.getMetadata().getAttempt(),
                listed.getPodSandboxId(),
                phase,
                time(status.getCreatedAt()),
                status.getStartedAt() > 0 ? time(status.getStartedAt()) : null,
                status.getFinishedAt() > 0 ? time(status.getFinishedAt()) : null,
                status.getExitCode(),
                status.getReason(),
                message,
                status.getImage().getImage(),
                status.getImageRef(),
                status.getAnnotationsOrDefault(ContainerConfigs.HASH, ""),
                status.getLogPath());
        if (phase == Phase.EXITED) {
            if (ended.size() > ENDED_KEPT) {
                ended.clear();
            }
            ended.put(state.id(), state);
        }
        return state;
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
