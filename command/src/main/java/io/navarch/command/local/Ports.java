package io.navarch.command.local;

import io.navarch.command.cluster.ClusterSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;

/** The ports of the control plane on the loopback. */
final class Ports {

    private Ports() {}

    /** Those of a cluster that another process has. */
    static List<Integer> taken(ClusterSettings settings) {
        return Stream.of(settings.port(), settings.grpcPort(), settings.healthPort(), settings.streamsPort())
                .filter(port -> !free(port))
                .toList();
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
