package io.navarch.command.local;

import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.cluster.NodeSubnet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cluster the user asked for. What was not said (null) is as it was the last time, else as it usually is. */
public record Shape(
        @Nullable Integer nodes,
        @Nullable Integer simulatedNodes,
        @Nullable Integer port,
        @Nullable NodeSubnet subnet,
        List<ClusterSettings.Service> only,
        @Nullable Duration nodeGrace) {

    static final int USUAL_NODES = 2;
    static final int USUAL_SIMULATED_NODES = 3;
    static final int USUAL_PORT = 6443;

    ClusterSettings settings(Optional<ClusterSettings> last, List<String> hindrances) {
        boolean said = nodes != null || simulatedNodes != null || !only.isEmpty();
        int real;
        int simulated;
        if (said) {
            real = nodes == null ? 0 : nodes;
            simulated = simulatedNodes == null ? 0 : simulatedNodes;
        } else {
            boolean can = hindrances.isEmpty();
            real = last.map(ClusterSettings::nodes).orElse(can ? USUAL_NODES : 0);
            simulated = last.map(ClusterSettings::simulatedNodes).orElse(can ? 0 : USUAL_SIMULATED_NODES);
        }
        return new ClusterSettings(
                real,
                simulated,
                port != null ? port : last.map(ClusterSettings::port).orElse(USUAL_PORT),
                subnet != null ? subnet : last.map(ClusterSettings::subnet).orElse(NodeSubnet.USUAL),
                said ? only : last.map(ClusterSettings::only).orElse(only),
                nodeGrace != null ? nodeGrace : last.map(ClusterSettings::nodeGrace).orElse(ClusterSettings.USUAL_NODE_GRACE));
    }
}
