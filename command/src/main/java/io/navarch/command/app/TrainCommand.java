package io.navarch.command.app;

import io.navarch.command.local.Training;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "train", hidden = true, description = "Does a little of everything in this process, for the AOT cache.")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        return Training.run(cluster.folder()) ? 0 : 1;
    }
}
