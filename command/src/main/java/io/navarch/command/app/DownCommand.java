package io.navarch.command.app;

import io.navarch.command.host.Sweep;
import io.navarch.command.local.End;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "down", description = "Ends the cluster and leaves nothing of it running.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--wipe", description = "forget its state too; image archives in DIR/images stay")
    private boolean wipe;

    @Override
    public Integer call() {
        End end = new End(cluster.folder(), cluster.processes(), System.out::println);
        end.run();
        if (wipe) {
            end.wipe();
        }
        return 0;
    }

    /** Ends the cluster when this process is told to end. */
    static void endWith(ClusterOptions cluster) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> new Sweep(cluster.folder(), cluster.processes()).run()));
    }
}
