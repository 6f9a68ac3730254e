package io.navarch.kubelet.volume;

import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Storage;
import io.navarch.kubelet.spec.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Volumes that are paths of the node: hostPath, and claims whose volume is a hostPath or local. */
final class NodeVolumes {

    private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
    private static final int FILE_TYPE = 0170000;
    private static final Map<String, Integer> FILE_TYPES = Map.of("Socket", 0140000, "CharDevice", 0020000, "BlockDevice", 0060000);

    private final ClusterSources sources;

    NodeVolumes(ClusterSources sources) {
        this.sources = sources;
    }

    static Path hostPath(Volume.HostPath source) throws IOException {
        Path path = Path.of(source.path());
        String type = source.type() == null ? "" : source.type();
        switch (type) {
            case "" -> {}
            case "DirectoryOrCreate" -> {
                if (!Files.exists(path)) {
                    Files.createDirectories(path);
                    Files.setAttribute(path, "unix:mode", 0755);
                }
                require(Files.isDirectory(path), path, "directory");
            }
            case "Directory" -> require(Files.isDirectory(path), path, "directory");
            case "FileOrCreate" -> {
                if (!Files.exists(path)) {
                    Files.createFile(path);
                    Files.setAttribute(path, "unix:mode", 0644);
                }
                require(Files.isRegularFile(path), path, "file");
            }
            case "File" -> require(Files.isRegularFile(path), path, "file");
            default -> require(isOfType(path, type), path, type);
        }
        return path;
    }

    private static boolean isOfType(Path path, String type) throws IOException {
        Integer wanted = FILE_TYPES.get(type);
        return wanted != null && Files.exists(path)
                && ((Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & FILE_TYPE) == wanted;
    }

    private static void require(boolean holds, Path path, String what) {
        if (!holds) {
            throw new StartRefused("FailedMount", "hostPath type check failed: " + path + " is not a " + what);
        }
    }

    Path claim(Pod pod, String name) throws IOException {
        Storage.Claim claim = sources.claim(pod.namespace(), name)
                .orElseThrow(() -> new StartRefused("FailedMount", "persistentvolumeclaim \"" + name + "\" not found"));
        if (!claim.bound()) {
            throw new StartRefused("FailedMount", "PVC is not bound");
        }
        String volumeName = String.valueOf(claim.spec().volumeName());
        Storage.PersistentVolume volume = sources.volume(volumeName)
                .orElseThrow(() -> new StartRefused("FailedMount", "persistentvolume \"" + volumeName + "\" not found"));
        if ("Block".equals(volume.spec().volumeMode())) {
            throw new StartRefused("FailedMount", "volumeMode Block of persistentvolume \"" + volumeName + "\" is not supported");
        }
        if (volume.spec().hostPath() != null) {
            return hostPath(volume.spec().hostPath());
        }
        if (volume.spec().local() != null) {
            Path path = Path.of(volume.spec().local().path());
            // A volume of the cluster's own provisioner is made where it is first used.
            if (!Files.exists(path) && volume.metadata().annotations().getOrDefault(PROVISIONED_BY, "").contains("navarch.io")) {
                Files.createDirectories(path);
            }
            require(Files.exists(path), path, "path that exists");
            return path;
        }
        throw new StartRefused("FailedMount", "persistentvolume \"" + volumeName + "\" is of a kind this node does not support ("
                + String.join(", ", kinds(volume.spec().others())) + "): only hostPath and local are");
    }

    /** The names of unknown fields that hold an object and are no common field: the volume's source. */
    private static Iterable<String> kinds(Map<String, tools.jackson.databind.JsonNode> others) {
        return others.entrySet().stream()
                .filter(e -> e.getValue().isObject())
                .map(Map.Entry::getKey)
                .filter(k -> !k.equals("capacity") && !k.equals("claimRef") && !k.equals("nodeAffinity"))
                .toList();
    }
}
