package io.navarch.command.host;

import io.navarch.command.cluster.ClusterFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration of a node's own containerd. */
public final class Containerd {

    /** As the images that come with Navarch name it. */
    static final String PAUSE_IMAGE = "docker.io/navarch/pause:1.0";

    private Containerd() {}

    /**
     * Everything the daemon writes is under the node's folders. {@code restrict_oom_score_adj}: a lower score than its own needs
     * CAP_SYS_RESOURCE, which containers and some machines lack.
     */
    public static String config(ClusterFolder.Node node) {
        return """
                version = 2
                root = "%1$s"
                state = "%2$s"
                disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", \
                "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.opt", \
                "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
                [grpc]
                  address = "%3$s"
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%4$s"
                  restrict_oom_score_adj = true
                  netns_mounts_under_state_dir = true
                  disable_tcp_service = true
                  enable_unprivileged_ports = true
                  enable_unprivileged_icmp = true
                  [plugins."io.containerd.grpc.v1.cri".cni]
                    bin_dir = "%5$s"
                    conf_dir = "%6$s"
                  [plugins."io.containerd.grpc.v1.cri".containerd]
                    snapshotter = "%7$s"
                    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                      runtime_type = "io.containerd.runc.v2"
                  [plugins."io.containerd.grpc.v1.cri".registry]
                    config_path = "/etc/containerd/certs.d"
                """
                .formatted(node.containerdRoot(), node.containerdState(), node.containerdSocket(), PAUSE_IMAGE,
                        cniPlugins(), node.cniConfig(), snapshotter(node.state()));
    }

    /** Debian's place, else everybody else's. */
    private static Path cniPlugins() {
        return List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin")).stream()
                .filter(folder -> Files.isExecutable(folder.resolve("bridge")))
                .findFirst()
                .orElse(Path.of("/opt/cni/bin"));
    }

    /** Overlays do not nest: where the node's folder is itself on one (inside a container), snapshots are copies. */
    private static String snapshotter(Path state) {
        String type = Shell.attempt("stat", "-f", "-c", "%T", state.toString()).output().strip();
        return type.contains("overlay") ? "native" : "overlayfs";
    }
}
