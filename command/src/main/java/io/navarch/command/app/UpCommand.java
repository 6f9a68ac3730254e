package io.navarch.command.app;

import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.cluster.NodeSubnet;
import io.navarch.command.local.Shape;
import io.navarch.command.local.Start;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Starts the cluster; returns when every node is Ready.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--nodes", paramLabel = "N",
            description = "real nodes (default: 2 where this machine can have them, else 3 simulated ones)")
    private @Nullable Integer nodes;

    @Option(names = "--simulated-nodes", paramLabel = "N", description = "nodes whose containers are make-believe")
    private @Nullable Integer simulatedNodes;

    @Option(names = "--only", paramLabel = "SERVICE", split = ",",
            description = "run these alone: api-server, scheduler, controller-manager")
    private List<String> only = List.of();

    @Option(names = "--port", paramLabel = "PORT", description = "of the API server (default: 6443)")
    private @Nullable Integer port;

    @Option(names = "--subnet", paramLabel = "CIDR", description = "between nodes and host, a /24 (default: 172.29.0.0/24)")
    private @Nullable String subnet;

    @Option(names = "--node-grace", paramLabel = "SECONDS",
            description = "a node not heard of for so long is Unknown (default: 50)")
    private @Nullable Integer nodeGrace;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120", description = "give up after (default: 120)")
    private int timeout;

    @Option(names = "--foreground", description = "stay, and end the cluster on Ctrl-C")
    private boolean foreground;

    @Override
    public Integer call() throws Exception {
        Shape wanted = new Shape(nodes, simulatedNodes, port, subnet == null ? null : NodeSubnet.parse(subnet),
                only.stream().map(ClusterSettings.Service::titled).toList(),
                nodeGrace == null ? null : Duration.ofSeconds(nodeGrace));
        Start start = new Start(cluster.folder(), cluster.processes(), ClusterOptions.distribution(),
                InstantSource.system(), System.out::println);
        boolean ready = start.run(wanted, Duration.ofSeconds(timeout));
        if (ready && foreground) {
            DownCommand.endWith(cluster);
            Thread.currentThread().join();
        }
        return ready ? 0 : 1;
    }
}
