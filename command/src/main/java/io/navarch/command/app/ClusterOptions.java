package io.navarch.command.app;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.host.KeptProcesses;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say which cluster is meant. */
final class ClusterOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "where the cluster keeps everything (default: ~/.navarch)")
    private Path data = Path.of(System.getProperty("user.home"), ".navarch");

    ClusterFolder folder() {
        return ClusterFolder.of(data);
    }

    KeptProcesses processes() {
        return new KeptProcesses(folder().run(), folder().logs(), distribution());
    }

    /** Where the command itself, its libraries and images are; the launching script says so. */
    static Path distribution() {
        return Path.of(System.getProperty("navarch.home", "."));
    }
}
