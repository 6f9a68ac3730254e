package io.navarch.command.local;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.host.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/** Brings image archives into the nodes' containerds. */
public final class NodeImages {

    private final ClusterFolder folder;
    private final Path distribution;

    public NodeImages(ClusterFolder folder, Path distribution) {
        this.folder = folder;
        this.distribution = distribution;
    }

    /** Imports what the distribution and the user's folder hold and the node has not; waits for its containerd. */
    public Shell.Result importOn(ClusterFolder.Node node) {
        return Shell.attempt("bash", distribution.resolve("bin/import-images").toString(), node.containerdSocket().toString(),
                node.importedImages().toString(), distribution.resolve("images").toString(), folder.images().toString());
    }

    /** Keeps a copy of the archive for nodes to come, and imports it on those that run. */
    public boolean load(Path archive, Consumer<String> progress) throws IOException {
        Files.createDirectories(folder.images());
        Path kept = folder.images().resolve(archive.getFileName());
        if (!archive.toAbsolutePath().equals(kept)) {
            Files.copy(archive, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        boolean well = true;
        for (String name : ClusterSettings.read(folder).map(ClusterSettings::nodeNames).orElse(List.of())) {
            ClusterFolder.Node node = folder.node(name);
            if (Files.exists(node.containerdSocket())) {
                Shell.Result result = importOn(node);
                progress.accept(name + ": " + (result.ok() ? "imported" : result.output().strip()));
                well &= result.ok();
            }
        }
        return well;
    }
}
