package io.navarch.command.host;

import io.navarch.command.cluster.ClusterSettings;
import java.util.List;

/**
 * The network of real nodes: the bridge navarch0 with the host's address, and for each node a network namespace whose eth0 hangs on
 * it. Forwarding is on; what leaves the machine takes the host's address.
 */
final class NodeNetwork {

    static final String BRIDGE = "navarch0";
    static final String NFT_TABLE = "navarch";
    private static final String POD_NETWORK = "10.244.0.0/16";

    private NodeNetwork() {}

    static void create(ClusterSettings settings) {
        String host = settings.subnet().host();
        Shell.feed("link add %1$s type bridge\naddress add %2$s/24 dev %1$s\nlink set %1$s up\n".formatted(BRIDGE, host),
                "ip", "-batch", "-");
        List<String> nodes = settings.nodeNames();
        nodes.parallelStream().forEach(node -> Shell.run("ip", "netns", "add", node));
        nodes.forEach(node -> attach(node, settings.addressOf(node), host));
        Shell.feed(nat(settings), "nft", "-f", "-");
        Shell.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv4/conf/" + BRIDGE + "/route_localnet");
        passDocker("-I");
    }

    /** The host's end of a node's link is named after the node's number: ve-navarch-1 is within the kernel's 15 characters. */
    private static void attach(String node, String address, String host) {
        Shell.feed("""
                link add ve-%1$s type veth peer name eth0 netns %1$s
                link set ve-%1$s master %2$s up
                """.formatted(node, BRIDGE), "ip", "-batch", "-");
        Shell.feed("""
                link set lo up
                address add %1$s/24 dev eth0
                link set eth0 up
                route add default via %2$s
                """.formatted(address, host), "ip", "-n", node, "-batch", "-");
        Shell.run("nsenter", "--net=/run/netns/" + node, "sh", "-c", """
                echo 1 > /proc/sys/net/ipv4/ip_forward
                echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet
                echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter
                """);
    }

    /** The API server listens on the loopback only; nodes and pods reach it at the host's address on the bridge. */
    private static String nat(ClusterSettings settings) {
        return """
                table ip %1$s {
                    chain inward {
                        type nat hook prerouting priority dstnat;
                        iifname "%4$s" ip daddr %5$s tcp dport { %6$d, %7$d } dnat to 127.0.0.1
                    }
                    chain outward {
                        type nat hook postrouting priority srcnat;
                        ip saddr { %2$s, %3$s } ip daddr != { %2$s, %3$s } oifname != "%4$s" masquerade
                    }
                }
                """
                .formatted(NFT_TABLE, settings.subnet(), POD_NETWORK, BRIDGE, settings.subnet().host(), settings.port(),
                        settings.grpcPort());
    }

    /** Docker's engine lets nothing be forwarded but its own containers' packets; ours are let pass where it runs. */
    private static void passDocker(String change) {
        if (Shell.has("iptables") && Shell.attempt("iptables", "-S", "FORWARD").output().contains("-P FORWARD DROP")) {
            Shell.attempt("iptables", change, "FORWARD", "-i", BRIDGE, "-j", "ACCEPT");
            Shell.attempt("iptables", change, "FORWARD", "-o", BRIDGE, "-j", "ACCEPT");
        }
    }

    /** Takes away what {@link #create} made, and what is left of it after a crash. */
    static void remove(List<String> namespaces) {
        // The kernel takes a namespace's links away some time after the namespace; a link deleted by name is gone at once.
        namespaces.parallelStream().forEach(node -> {
            Shell.attempt("ip", "link", "delete", "ve-" + node);
            Shell.attempt("ip", "netns", "delete", node);
        });
        Shell.attempt("ip", "link", "delete", BRIDGE);
        Shell.attempt("nft", "delete", "table", "ip", NFT_TABLE);
        passDocker("-D");
    }
}
