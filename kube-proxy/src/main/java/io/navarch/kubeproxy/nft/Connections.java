package io.navarch.kubeproxy.nft;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the kernel forget UDP flows. Without it a client that goes on sending from one port would be sent to an endpoint that is gone,
 * for as long as it sends. Best effort: where there is no conntrack program, flows end when they time out.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Flows that were sent from a service address to an endpoint. */
    public void forgetUdp(String address, int port, String endpoint) {
        run(List.of("conntrack", "-D", "-p", "udp", "--orig-dst", address, "--dport", "" + port, "--dst-nat", endpoint));
    }

    /** Flows to a service address that had nowhere to go. */
    public void forgetUdp(String address, int port) {
        run(List.of("conntrack", "-D", "-p", "udp", "--orig-dst", address, "--dport", "" + port));
    }

    private static void run(List<String> command) {
        try {
            Command.run(command, "");
        } catch (CommandFailed nothingToForget) {
            LOG.debug("{}", nothingToForget.getMessage());
        }
    }
}
