package io.navarch.kubelet.cri;

import io.navarch.kubelet.Timers;
import io.navarch.kubelet.container.ContainerConfigs;
import io.navarch.kubelet.container.Dns;
import io.navarch.kubelet.container.HostsFile;
import io.navarch.kubelet.source.PodFields;
import io.navarch.kubelet.container.SandboxConfigs;
import io.navarch.kubelet.node.Machine;
import io.navarch.kubelet.runtime.ContainerUsage;
import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.Runtime;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Service;
import io.navarch.kubelet.volume.MountedVolumes;
import io.navarch.kubelet.volume.Volumes;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.object.Uid;
import io.navarch.proto.cri.v1.ContainerConfig;
import io.navarch.proto.cri.v1.CreateContainerRequest;
import io.navarch.proto.cri.v1.ExecSyncRequest;
import io.navarch.proto.cri.v1.ExecSyncResponse;
import io.navarch.proto.cri.v1.Mount;
import io.navarch.proto.cri.v1.PodSandboxConfig;
import io.navarch.proto.cri.v1.PodSandboxStatusRequest;
import io.navarch.proto.cri.v1.RemoveContainerRequest;
import io.navarch.proto.cri.v1.RemovePodSandboxRequest;
import io.navarch.proto.cri.v1.RunPodSandboxRequest;
import io.navarch.proto.cri.v1.StartContainerRequest;
import io.navarch.proto.cri.v1.StatusRequest;
import io.navarch.proto.cri.v1.StopContainerRequest;
import io.navarch.proto.cri.v1.StopPodSandboxRequest;
import io.navarch.proto.cri.v1.VersionRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pods as containers of a CRI runtime. */
public final class CriRuntime implements Runtime {

    private static final Duration LOGS_EVERY = Duration.ofSeconds(10);
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(30);

    private final CriSettings settings;
    private final CriClient cri;
    private final PodStates states;
    private final CriImages images;
    private final Volumes volumes;
    private final Cgroups cgroups;
    private final LogFolders logs;
    private final ContainerConfigs configs;
    private final Machine machine;
    private final Supplier<List<Service>> services;
    private final Timers timers;
    private final Map<Uid, MountedVolumes> mounted = new ConcurrentHashMap<>();
    private @Nullable Relist relist;
    private @Nullable Future<?> rotation;
    private volatile @Nullable Version version;

    public CriRuntime(
            CriSettings settings,
            CriClient cri,
            ClusterSources sources,
            Supplier<List<Service>> services,
            Machine machine,
            Timers timers) {
        this.settings = settings;
        this.cri = cri;
        this.states = new PodStates(cri);
        this.images = new CriImages(cri, sources);
        this.volumes = new Volumes(settings.root(), sources, timers.clock());
        this.cgroups = new Cgroups(settings.cgroupRoot());
        this.logs = new LogFolders(settings, cri, timers.clock());
        this.configs = new ContainerConfigs(sources);
        this.machine = machine;
        this.services = services;
        this.timers = timers;
    }

    public CriClient client() {
        return cri;
    }

    @Override
    public Version version() {
        Version known = version;
        if (known == null) {
            var answer = cri.runtime(s -> s.version(VersionRequest.getDefaultInstance()));
            known = new Version(answer.getRuntimeName(), answer.getRuntimeVersion());
            version = known;
        }
        return known;
    }

    @Override
    public Readiness readiness() {
        boolean runtime = false;
        boolean network = false;
        String runtimeMessage = "the runtime does not say so";
        String networkMessage = "the runtime does not say so";
        for (var condition : cri.runtime(s -> s.status(StatusRequest.getDefaultInstance())).getStatus().getConditionsList()) {
            String message = "reason:" + condition.getReason() + " message:" + condition.getMessage();
            if (condition.getType().equals("RuntimeReady")) {
                runtime = condition.getStatus();
                runtimeMessage = message;
            } else if (condition.getType().equals("NetworkReady")) {
                network = condition.getStatus();
                networkMessage = message;
            }
        }
        return new Readiness(runtime, runtimeMessage, network, networkMessage);
    }

    @Override
    public void listen(Consumer<Uid> changed) {
        Relist started = new Relist(cri, states, timers, changed);
        relist = started;
        started.start();
        rotation = timers.every(LOGS_EVERY, LOGS_EVERY, this::rotateLogs);
    }

    private void rotateLogs() {
        try {
            pods().forEach(uid -> inspect(uid).containers().stream().filter(ContainerState::running).forEach(logs::rotate));
        } catch (RuntimeTrouble later) {
            org.slf4j.LoggerFactory.getLogger(CriRuntime.class).debug("logs were not rotated: {}", later.getMessage());
        }
    }

    @Override
    public Set<Uid> pods() {
        return states.fingerprints().keySet();
    }

    @Override
    public PodState inspect(Uid pod) {
        return states.of(pod);
    }

    @Override
    public void prepare(Pod pod) {
        cgroups.create(pod);
        mounted.put(pod.uid(), volumes.mount(fields(pod, List.of())));
    }

    @Override
    public void release(Uid pod) {
        mounted.remove(pod);
        volumes.remove(pod);
        cgroups.remove(pod);
    }

    private PodFields fields(Pod pod, List<String> ips) {
        return new PodFields(pod, pod.spec().hostNetwork() ? settings.hostIps() : ips, settings.hostIps(), settings.nodeName(),
                machine.facts().allocatable());
    }

    @Override
    public void startSandbox(Pod pod, int attempt) {
        for (PodState.Sandbox before : states.of(pod.uid()).sandboxes()) {
            stopSandbox(before.id());
        }
        cri.runtime(s -> s.runPodSandbox(RunPodSandboxRequest.newBuilder().setConfig(sandboxConfig(pod, attempt)).build()));
    }

    private PodSandboxConfig sandboxConfig(Pod pod, int attempt) {
        List<String> resolver;
        try {
            resolver = Files.exists(settings.resolvConf()) ? Files.readAllLines(settings.resolvConf()) : List.of();
        } catch (IOException unreadable) {
            resolver = List.of();
        }
        Dns dns = new Dns(settings.clusterDns(), settings.clusterDomain(), resolver);
        return SandboxConfigs.of(pod, attempt, cgroups.pathOf(pod), logs.of(pod).toString(), dns);
    }

    @Override
    public void stopSandbox(String sandbox) {
        cri.runtime(s -> s.stopPodSandbox(StopPodSandboxRequest.newBuilder().setPodSandboxId(sandbox).build()));
    }

    @Override
    public void removeSandbox(String sandbox) {
        try {
            var status = cri.runtime(s -> s.podSandboxStatus(
                    PodSandboxStatusRequest.newBuilder().setPodSandboxId(sandbox).build())).getStatus();
            cri.runtime(s -> s.removePodSandbox(RemovePodSandboxRequest.newBuilder().setPodSandboxId(sandbox).build()));
            Uid pod = new Uid(status.getMetadata().getUid());
            logs.remove(pod);
            cgroups.remove(pod);
        } catch (RuntimeTrouble trouble) {
            if (!CriClient.notFound(trouble)) {
                throw trouble;
            }
        }
    }

    @Override
    public Optional<String> imageOnNode(String image) {
        return images.find(image).map(CriImages::reference);
    }

    @Override
    public String pullImage(Pod pod, Container container) {
        return images.pull(pod, container);
    }

    @Override
    public String startContainer(Pod pod, Container container, int attempt, String sandbox) {
        logs.create(pod, container.name());
        ContainerConfig config = config(pod, container, attempt, sandbox);
        String id;
        try {
            id = cri.runtime(s -> s.createContainer(CreateContainerRequest.newBuilder()
                    .setPodSandboxId(sandbox)
                    .setConfig(config)
                    .setSandboxConfig(sandboxConfig(pod, 0))
                    .build())).getContainerId();
        } catch (RuntimeTrouble trouble) {
            throw refused("CreateContainerError", trouble);
        }
        try {
            cri.runtime(s -> s.startContainer(StartContainerRequest.newBuilder().setContainerId(id).build()));
        } catch (RuntimeTrouble trouble) {
            throw refused("RunContainerError", trouble);
        }
        return id;
    }

    private static RuntimeException refused(String reason, RuntimeTrouble trouble) {
        return CriClient.unreachable(trouble) ? trouble : new StartRefused(reason, String.valueOf(trouble.getMessage()));
    }

    private ContainerConfig config(Pod pod, Container container, int attempt, String sandbox) {
        List<String> ips = states.addressesOf(sandbox);
        PodFields fields = fields(pod, ips);
        MountedVolumes there = mounted.get(pod.uid());
        if (there == null) {
            there = volumes.mount(fields);
            mounted.put(pod.uid(), there);
        }
        String target = container.targetContainerName() == null ? "" : inspect(pod.uid()).latest(container.targetContainerName())
                .map(ContainerState::id).orElse("");
        Path folder = volumes.folderOf(pod.uid());
        Path termination = folder.resolve("containers").resolve(container.name()).resolve(String.valueOf(attempt));
        long memory = Quantity.parse(machine.facts().capacity().getOrDefault("memory", "0")).value();
        return configs.of(pod, container, attempt, new ContainerConfigs.Surroundings(fields, services.get(), there,
                ownMounts(pod, container, fields, folder, termination), termination.toString(), target,
                images.find(container.image()).map(CriImages::runsAs).orElse(""), memory));
    }

    private List<Mount> ownMounts(Pod pod, Container container, PodFields fields, Path folder, Path termination) {
        try {
            Path hosts = folder.resolve("etc-hosts");
            Files.createDirectories(termination.getParent());
            String nodeHosts = pod.spec().hostNetwork() && Files.exists(Path.of("/etc/hosts")) ? Files.readString(Path.of("/etc/hosts")) : "";
            Files.writeString(hosts, HostsFile.of(pod, fields.podIps(), nodeHosts, settings.clusterDomain()));
            Files.write(termination, new byte[0]);
            Files.setAttribute(termination, "unix:mode", 0666);
            return List.of(
                    Mount.newBuilder().setContainerPath("/etc/hosts").setHostPath(hosts.toString()).build(),
                    Mount.newBuilder().setContainerPath(container.terminationPath()).setHostPath(termination.toString()).build());
        } catch (IOException e) {
            throw new StartRefused("CreateContainerConfigError", "files of the kubelet's own cannot be written: " + e);
        }
    }

    @Override
    public void stopContainer(String container, Duration grace) {
        try {
            cri.runtime(grace.plus(ANSWER_MARGIN), s -> s.stopContainer(
                    StopContainerRequest.newBuilder().setContainerId(container).setTimeout(grace.toSeconds()).build()));
        } catch (RuntimeTrouble trouble) {
            if (!CriClient.notFound(trouble)) {
                throw trouble;
            }
        }
    }

    @Override
    public void removeContainer(String container) {
        cri.runtime(s -> s.removeContainer(RemoveContainerRequest.newBuilder().setContainerId(container).build()));
    }

    @Override
    public ExecResult exec(String container, List<String> command, Duration limit) {
        try {
            ExecSyncResponse answer = cri.runtime(limit.plus(ANSWER_MARGIN), s -> s.execSync(ExecSyncRequest.newBuilder()
                    .setContainerId(container)
                    .addAllCmd(command)
                    .setTimeout(Math.max(1, limit.toSeconds()))
                    .build()));
            String output = answer.getStdout().toString(StandardCharsets.UTF_8) + answer.getStderr().toString(StandardCharsets.UTF_8);
            return new ExecResult(answer.getExitCode(), output);
        } catch (RuntimeTrouble trouble) {
            if (CriClient.unreachable(trouble)) {
                return new ExecResult(-1, "command timed out: " + trouble.getMessage());
            }
            throw trouble;
        }
    }

    @Override
    public List<Image> images() {
        return images.list();
    }

    @Override
    public void removeImage(String id) {
        images.remove(id);
    }

    @Override
    public List<ContainerUsage> usage() {
        return CriUsage.of(cri);
    }

    @Override
    public void close() {
        if (relist != null) {
            relist.close();
        }
        if (rotation != null) {
            rotation.cancel(false);
        }
        cri.close();
    }
}
