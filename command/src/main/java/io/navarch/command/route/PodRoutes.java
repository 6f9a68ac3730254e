package io.navarch.command.route;

import io.navarch.command.host.Shell;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the routes to other nodes' pods. A route that could not be set is tried again with the next change of any Node. */
public final class PodRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PodRoutes.class);

    private final String ownNode;
    private final UnaryOperator<String> ip;
    private final World world = new World(List.of(NodeView.NODES));
    private final Map<String, String> set = new HashMap<>();
    private final Api.Subscription subscription;

    private PodRoutes(Api api, String ownNode, UnaryOperator<String> ip) {
        this.ownNode = ownNode;
        this.ip = ip;
        this.subscription = api.watch(List.of(NodeView.NODES), this::take);
    }

    /** On a node: to the pods of all others. On the host, which is no node, ownNode is "": to all pods. */
    public static PodRoutes keep(Api api, String ownNode) {
        return new PodRoutes(api, ownNode, batch -> Shell.feed(batch, "ip", "-batch", "-"));
    }

    /** The other nodes' pod networks, each with the address to send its packets to. */
    static Map<String, String> wanted(Collection<NodeView> nodes, String ownNode) {
        Map<String, String> routes = new TreeMap<>();
        for (NodeView node : nodes) {
            if (!node.metadata().name().equals(ownNode) && !simulated(node)) {
                node.podCidr().ifPresent(cidr -> node.internalIp().ifPresent(via -> routes.put(cidr, via)));
            }
        }
        return routes;
    }

    /** Nothing answers at a simulated node's address. */
    private static boolean simulated(NodeView node) {
        return node.metadata().labels().containsKey("navarch.io/simulated");
    }

    /** What to tell ip(8), one line each, to get from the routes that are set to the wanted ones. */
    static List<String> changes(Map<String, String> set, Map<String, String> wanted) {
        List<String> lines = new ArrayList<>();
        set.keySet().stream().filter(cidr -> !wanted.containsKey(cidr)).sorted().forEach(cidr -> lines.add("route delete " + cidr));
        wanted.forEach((cidr, via) -> {
            if (!via.equals(set.get(cidr))) {
                lines.add("route replace " + cidr + " via " + via);
            }
        });
        return lines;
    }

    private void take(Batch batch) {
        world.apply(batch);
        if (!world.complete()) {
            return;
        }
        Map<String, String> wanted = wanted(world.table(NodeView.NODES).all(), ownNode);
        for (String change : changes(set, wanted)) {
            String cidr = change.split(" ")[2];
            try {
                ip.apply(change + "\n");
                set.remove(cidr);
                if (wanted.containsKey(cidr)) {
                    set.put(cidr, wanted.get(cidr));
                }
            } catch (RuntimeException trouble) {
                LOG.warn("{}: {}", change, trouble.getMessage());
            }
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
