package io.navarch.command.app;

import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.local.ControlPlane;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "control-plane", hidden = true, description = "The control plane's process; navarch up starts it.")
final class ControlPlaneCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws Exception {
        ClusterFolder folder = cluster.folder();
        ControlPlane controlPlane = new ControlPlane(
                folder, ClusterSettings.read(folder).orElseThrow(), InstantSource.system(), new SplittableRandom());
        Runtime.getRuntime().addShutdownHook(new Thread(controlPlane::close));
        controlPlane.start();
        Thread.currentThread().join();
        return 0;
    }
}
