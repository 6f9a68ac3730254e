package io.navarch.command.app;

import io.navarch.command.local.StatusReport;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "Says what runs; ends with 0 when all does.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        StatusReport report = StatusReport.of(cluster.folder(), cluster.processes(), InstantSource.system());
        report.lines().forEach(System.out::println);
        return report.well() ? 0 : 1;
    }
}
