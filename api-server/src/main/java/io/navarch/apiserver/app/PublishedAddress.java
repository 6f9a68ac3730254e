package io.navarch.apiserver.app;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;

/** The address the endpoints of the service "kubernetes" show: endpoints may not be on the loopback, even of a server that listens there. */
final class PublishedAddress {

    private PublishedAddress() {}

    /** The advertised one, or, were that on the loopback, another one of this machine; with no other, the advertised one. */
    static String of(String advertised) {
        try {
            return InetAddress.getByName(advertised).isLoopbackAddress()
                    ? NetworkInterface.networkInterfaces()
                            .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                            .flatMap(NetworkInterface::inetAddresses)
                            .filter(address -> address instanceof Inet4Address
                                    && !address.isLoopbackAddress()
                                    && !address.isLinkLocalAddress())
                            .map(InetAddress::getHostAddress)
                            .findFirst()
                            .orElse(advertised)
                    : advertised;
        } catch (UnknownHostException | SocketException unknown) {
            return advertised;
        }
    }
}
