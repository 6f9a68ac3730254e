package io.navarch.kubelet.volume;

import io.navarch.kubelet.runtime.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Where a pod's volumes are on the node, by name. */
public record MountedVolumes(Map<String, Path> paths, Set<String> readOnlyVolumes) {

    public boolean readOnly(String volume) {
        return readOnlyVolumes.contains(volume);
    }

    /** The volume, or what is inside it under subPath, which is made a folder if it is not there. Links that lead out are refused. */
    public Path path(String volume, String subPath) {
        Path base = paths.get(volume);
        if (base == null) {
            throw new StartRefused("CreateContainerConfigError", "volume " + volume + " is not mounted");
        }
        if (subPath.isEmpty()) {
            return base;
        }
        try {
            Path inside = base.resolve(subPath).normalize();
            Path root = base.toRealPath();
            if (!inside.startsWith(base)) {
                throw new StartRefused("CreateContainerConfigError", "subPath \"" + subPath + "\" leads out of volume " + volume);
            }
            if (!Files.exists(inside)) {
                Files.createDirectories(inside);
            }
            Path real = inside.toRealPath();
            if (!real.startsWith(root)) {
                throw new StartRefused("CreateContainerConfigError", "subPath \"" + subPath + "\" leads out of volume " + volume);
            }
            return real;
        } catch (IOException e) {
            throw new StartRefused("CreateContainerConfigError",
                    "failed to prepare subPath \"" + subPath + "\" of volume " + volume + ": " + e.getMessage());
        }
    }
}
