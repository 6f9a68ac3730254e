package io.navarch.command.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything of a cluster is: state that outlives it under the folder (~/.navarch by default), what lives only while it runs
 * under {@code run}, and what needs short paths (a Unix socket's path has at most 107 bytes) under /run/navarch.
 */
public record ClusterFolder(Path root) {

    /** Of the one cluster with real nodes that a machine can have. */
    public static final Path RUNTIME = Path.of("/run/navarch");

    public static ClusterFolder of(Path root) {
        return new ClusterFolder(root.toAbsolutePath().normalize());
    }

    public Path kubeconfig() {
        return root.resolve("kubeconfig");
    }

    public Path settings() {
        return root.resolve("cluster.json");
    }

    public Path pki() {
        return root.resolve("pki");
    }

    public Path store() {
        return root.resolve("store");
    }

    /** Where the built-in provisioner makes volumes; all nodes of this machine share it. */
    public Path volumes() {
        return root.resolve("volumes");
    }

    /** Image archives the user put here are imported on every node at its start. */
    public Path images() {
        return root.resolve("images");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Pids of what runs. */
    public Path run() {
        return root.resolve("run");
    }

    public Node node(String name) {
        return new Node(name, root.resolve("nodes").resolve(name), RUNTIME.resolve(name));
    }

    /** Makes the folders that are always there. */
    public void create() {
        try {
            for (Path folder : new Path[] {root, pki(), store(), images(), logs(), run()}) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of one real node: {@code state} stays over restarts, {@code runtime} does not. */
    public record Node(String name, Path state, Path runtime) {

        public Path containerdConfig() {
            return state.resolve("containerd.toml");
        }

        /** Images and snapshots. */
        public Path containerdRoot() {
            return state.resolve("containerd");
        }

        public Path containerdState() {
            return runtime.resolve("containerd");
        }

        public Path containerdSocket() {
            return runtime.resolve("containerd.sock");
        }

        public Path cniConfig() {
            return state.resolve("cni");
        }

        public Path importedImages() {
            return state.resolve("imported");
        }

        public Path kubelet() {
            return state.resolve("kubelet");
        }

        /** Written last, once the node has what it needs. */
        public Path networkNamespace() {
            return Path.of("/run/netns", name);
        }
    }
}
