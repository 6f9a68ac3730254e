package io.navarch.command.cluster;

import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster was asked for; kept in cluster.json so that every process of it, and the next {@code up}, reads the same.
 *
 * @param only the services to run; all of them when empty
 * @param nodeGrace a node not heard of for so long is Unknown
 */
public record ClusterSettings(
        int nodes, int simulatedNodes, int port, NodeSubnet subnet, List<Service> only, Duration nodeGrace) {

    /** Simulated nodes are called simulated-0, simulated-1... */
    public static final String SIMULATED = "simulated";

    public static final Duration USUAL_NODE_GRACE = Duration.ofSeconds(50);

    /** What runs in the control plane's process. */
    public enum Service {
        API_SERVER("api-server"),
        SCHEDULER("scheduler"),
        CONTROLLER_MANAGER("controller-manager");

        private final String title;

        Service(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        public static Service titled(String title) {
            for (Service one : values()) {
                if (one.title.equals(title)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("no service \"" + title + "\": there are api-server, scheduler, controller-manager");
        }
    }

    public ClusterSettings {
        if (nodes < 0 || nodes > NodeSubnet.MOST_NODES) {
            throw new IllegalArgumentException("between 0 and " + NodeSubnet.MOST_NODES + " real nodes, not " + nodes);
        }
    }

    public boolean runs(Service service) {
        return only.isEmpty() || only.contains(service);
    }

    public List<String> nodeNames() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            names.add("navarch-" + i);
        }
        return names;
    }

    public List<String> simulatedNodeNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < simulatedNodes; i++) {
            names.add(SIMULATED + "-" + i);
        }
        return names;
    }

    /** The address of node navarch-N. */
    public String addressOf(String node) {
        return subnet.node(Integer.parseInt(node.substring(node.lastIndexOf('-') + 1)));
    }

    /** Where the cluster's own services reach the API server. */
    public int grpcPort() {
        return port + 1;
    }

    /** Where the health and metrics of scheduler and controller manager are. */
    public int healthPort() {
        return port + 2;
    }

    /** Where the simulated nodes serve logs, exec and port-forward. */
    public int streamsPort() {
        return port + 3;
    }

    /** Where clients on this machine reach the API server. */
    public String server() {
        return "https://127.0.0.1:" + port;
    }

    public void write(ClusterFolder folder) {
        try {
            Files.write(folder.settings(), Json.write(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Optional<ClusterSettings> read(ClusterFolder folder) {
        try {
            return Files.exists(folder.settings())
                    ? Optional.of(Json.read(Files.readAllBytes(folder.settings()), ClusterSettings.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
