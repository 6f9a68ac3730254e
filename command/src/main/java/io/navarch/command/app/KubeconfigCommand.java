package io.navarch.command.app;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "kubeconfig", description = "Prints the administrator's kubeconfig.", mixinStandardHelpOptions = true)
final class KubeconfigCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws Exception {
        System.out.print(Files.readString(cluster.folder().kubeconfig()));
        return 0;
    }
}
