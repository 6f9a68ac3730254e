package io.navarch.command.app;

import io.navarch.command.local.Training;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "train", hidden = true, description = "Does a little of everything in this process, for the AOT cache.")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            return Training.run(cluster.folder(), port) ? 0 : 1;
        }
    }
}
