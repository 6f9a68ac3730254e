package io.navarch.kubelet.container;

import com.google.protobuf.ByteString;
import io.navarch.kubelet.runtime.SpecHash;
import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.kubelet.source.PodFields;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Service;
import io.navarch.kubelet.volume.MountedVolumes;
import io.navarch.proto.cri.v1.ContainerConfig;
import io.navarch.proto.cri.v1.ContainerMetadata;
import io.navarch.proto.cri.v1.ImageSpec;
import io.navarch.proto.cri.v1.KeyValue;
import io.navarch.proto.cri.v1.LinuxContainerConfig;
import io.navarch.proto.cri.v1.Mount;
import io.navarch.proto.cri.v1.MountPropagation;
import java.util.List;
import java.util.Map;

/** One attempt at a container, as the runtime is to make it. */
public final class ContainerConfigs {

    public static final String CONTAINER_NAME = "io.kubernetes.container.name";
    public static final String HASH = "io.kubernetes.container.hash";
    public static final String TERMINATION_FILE = "navarch.io/termination-file";
    public static final String TERMINATION_POLICY = "io.kubernetes.container.terminationMessagePolicy";

    /**
     * What else a configuration rests on.
     *
     * @param volumes the pod's volumes, mounted
     * @param ownMounts files of the kubelet's own making: /etc/hosts and the termination message
     * @param terminationFile where the termination message is on the node
     * @param targetId the container whose processes an ephemeral container sees; empty if none
     * @param imageRuns who the image runs as: a number, a name, or empty for root
     */
    public record Surroundings(
            PodFields fields,
            List<Service> services,
            MountedVolumes volumes,
            List<Mount> ownMounts,
            String terminationFile,
            String targetId,
            String imageRuns,
            long machineMemory) {}

    private final ClusterSources sources;

    public ContainerConfigs(ClusterSources sources) {
        this.sources = sources;
    }

    public ContainerConfig of(Pod pod, Container container, int attempt, Surroundings around) {
        Map<String, String> env = new Environment(sources, around.fields(), container).variables(around.services());
        ContainerConfig.Builder config = ContainerConfig.newBuilder();
        config.setMetadata(ContainerMetadata.newBuilder().setName(container.name()).setAttempt(attempt));
        config.setImage(ImageSpec.newBuilder().setImage(container.image()).setUserSpecifiedImage(container.image()));
        container.command().forEach(word -> config.addCommand(Expansion.expand(word, env)));
        container.args().forEach(word -> config.addArgs(Expansion.expand(word, env)));
        config.setWorkingDir(container.workingDir() == null ? "" : container.workingDir());
        env.forEach((name, value) -> config.addEnvs(KeyValue.newBuilder().setKey(name).setValue(ByteString.copyFromUtf8(value))));
        for (Container.Mount mount : container.volumeMounts()) {
            config.addMounts(mount(container, mount, around.volumes(), env));
        }
        around.ownMounts().stream()
                .filter(own -> container.volumeMounts().stream().noneMatch(m -> m.mountPath().equals(own.getContainerPath())))
                .forEach(config::addMounts);
        config.putAllLabels(SandboxConfigs.labels(pod)).putLabels(CONTAINER_NAME, container.name());
        config.putAnnotations(HASH, SpecHash.of(container));
        config.putAnnotations(TERMINATION_FILE, around.terminationFile());
        config.putAnnotations(TERMINATION_POLICY, container.terminationMessagePolicy() == null ? "File" : container.terminationMessagePolicy());
        config.setLogPath(container.name() + "/" + attempt + ".log");
        config.setStdin(container.stdin()).setStdinOnce(container.stdinOnce()).setTty(container.tty());
        config.setLinux(LinuxContainerConfig.newBuilder()
                .setResources(LinuxResources.of(pod, container, around.machineMemory()))
                .setSecurityContext(LinuxSecurity.of(pod, container, around)));
        return config.build();
    }

    private static Mount mount(Container container, Container.Mount mount, MountedVolumes volumes, Map<String, String> env) {
        String subPath = mount.subPath() == null ? "" : mount.subPath();
        if (mount.subPathExpr() != null && !mount.subPathExpr().isEmpty()) {
            subPath = Expansion.expand(mount.subPathExpr(), env);
            if (subPath.contains("$(")) {
                throw new StartRefused("CreateContainerConfigError",
                        "missing value for the subPathExpr \"" + mount.subPathExpr() + "\" of container " + container.name());
            }
        }
        return Mount.newBuilder()
                .setContainerPath(mount.mountPath().startsWith("/") ? mount.mountPath() : "/" + mount.mountPath())
                .setHostPath(volumes.path(mount.name(), subPath).toString())
                .setReadonly(mount.readOnly() || volumes.readOnly(mount.name()))
                .setPropagation(switch (mount.mountPropagation()) {
                    case "HostToContainer" -> MountPropagation.PROPAGATION_HOST_TO_CONTAINER;
                    case "Bidirectional" -> MountPropagation.PROPAGATION_BIDIRECTIONAL;
                    case null, default -> MountPropagation.PROPAGATION_PRIVATE;
                })
                .build();
    }
}
