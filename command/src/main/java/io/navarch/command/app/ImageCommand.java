package io.navarch.command.app;

import io.navarch.command.local.NodeImages;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "image", description = "Container images on the nodes.", mixinStandardHelpOptions = true,
        subcommands = ImageCommand.Load.class)
final class ImageCommand {

    private ImageCommand() {}

    @Command(name = "load", description = "Imports an archive (docker save, OCI) on every node, now and at each start.",
            mixinStandardHelpOptions = true)
    static final class Load implements Callable<Integer> {

        @Mixin
        private ClusterOptions cluster = new ClusterOptions();

        @Parameters(paramLabel = "FILE")
        private Path archive = Path.of("");

        @Override
        public Integer call() throws Exception {
            return new NodeImages(cluster.folder(), ClusterOptions.distribution()).load(archive, System.out::println) ? 0 : 1;
        }
    }
}
