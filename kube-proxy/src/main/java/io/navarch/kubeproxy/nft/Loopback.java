package io.navarch.kubeproxy.nft;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives this node's loopback interface an address of the service range, so that a server on the node answers it for pods and the node
 * alike: a packet from a pod is local once it has reached the node.
 */
public final class Loopback {

    private static final Logger LOG = LoggerFactory.getLogger(Loopback.class);

    private Loopback() {}

    /** Adds it; that it is there already is fine. */
    public static void add(String address) {
        try {
            Command.run(List.of("ip", "link", "set", "lo", "up"), "");
            Command.run(List.of("ip", "address", "replace", address + "/32", "dev", "lo"), "");
        } catch (CommandFailed trouble) {
            LOG.warn("the loopback interface did not get {}: {}", address, trouble.getMessage());
        }
    }

    public static void remove(String address) {
        try {
            Command.run(List.of("ip", "address", "del", address + "/32", "dev", "lo"), "");
        } catch (CommandFailed gone) {
            LOG.debug("{}", gone.getMessage());
        }
    }
}
