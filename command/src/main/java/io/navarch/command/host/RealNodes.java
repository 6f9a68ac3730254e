package io.navarch.command.host;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the real nodes of a cluster: for each its network, its containerd and its node process. */
public final class RealNodes {

    private static final List<String> PROGRAMS = List.of("containerd", "ctr", "runc", "nft", "ip", "nsenter", "setsid");
    private static final Path OWNER = ClusterFolder.RUNTIME.resolve("owner");

    private final ClusterFolder folder;
    private final ClusterSettings settings;
    private final KeptProcesses processes;
    private final Path distribution;

    public RealNodes(ClusterFolder folder, ClusterSettings settings, KeptProcesses processes, Path distribution) {
        this.folder = folder;
        this.settings = settings;
        this.processes = processes;
        this.distribution = distribution;
    }

    /** Why this machine can have no real nodes; empty when it can. */
    public static List<String> hindrances() {
        List<String> reasons = new ArrayList<>();
        if (!System.getProperty("os.name").equals("Linux")) {
            reasons.add("this is not Linux");
            return reasons;
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            reasons.add("not run as root");
        }
        List<String> missing = PROGRAMS.stream().filter(program -> !Shell.has(program)).toList();
        if (!missing.isEmpty()) {
            reasons.add("missing: " + String.join(", ", missing)
                    + " (packages containerd, runc, containernetworking-plugins, nftables, iproute2, util-linux)");
        }
        if (!Files.isExecutable(Path.of("/usr/lib/cni/bridge")) && !Files.isExecutable(Path.of("/opt/cni/bin/bridge"))) {
            reasons.add("missing: the CNI plugins (package containernetworking-plugins)");
        }
        return reasons;
    }

    /** The bridge comes first: the API server listens on its address. */
    public void createNetwork() {
        try {
            Files.createDirectories(ClusterFolder.RUNTIME);
            if (Files.exists(OWNER) && !Shell.read(OWNER).equals(folder.root().toString())) {
                throw new CommandFailed("the cluster in " + Shell.read(OWNER)
                        + " has the real nodes of this machine; end it first (navarch down --data " + Shell.read(OWNER) + ")");
            }
            Files.writeString(OWNER, folder.root().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NodeNetwork.create(settings);
    }

    /** Starts containerd and the node process of every node; they find each other. */
    public void start() {
        for (String name : settings.nodeNames()) {
            ClusterFolder.Node node = folder.node(name);
            prepare(node);
            String inside = "--net=" + node.networkNamespace();
            processes.start(name + "-containerd", List.of(),
                    List.of("nsenter", inside, "containerd", "-c", node.containerdConfig().toString()));
            processes.start(name, List.of("NAVARCH_ROLE=node"), List.of("nsenter", inside, distribution.resolve("bin/navarch").toString(),
                    "node", name, "--data", folder.root().toString()));
        }
    }

    private static void prepare(ClusterFolder.Node node) {
        try {
            for (Path path : List.of(node.containerdRoot(), node.cniConfig(), node.kubelet(), node.runtime())) {
                Files.createDirectories(path);
            }
            Files.writeString(node.containerdConfig(), Containerd.config(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
