package io.navarch.kubeproxy.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.kubeproxy.Shop;
import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.Service;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsServerTest {

    private final ClusterNames names = new ClusterNames(new ClusterNames.Settings("cluster.local", "10.96.0.10"));
    private DnsServer server;

    @BeforeEach
    void start() {
        set("web", "\"clusterIP\":\"10.96.1.1\",\"ports\":[{\"name\":\"http\",\"port\":80,\"protocol\":\"TCP\"}]", "", "");
        set("db", "\"clusterIP\":\"None\",\"ports\":[{\"name\":\"sql\",\"port\":5432,\"protocol\":\"TCP\"}]",
                "{\"name\":\"sql\",\"port\":5432,\"protocol\":\"TCP\"}",
                "{\"addresses\":[\"10.244.1.2\"],\"hostname\":\"db-0\",\"conditions\":{\"ready\":true}},{\"addresses\":[\"10.244.2.3\"],\"conditions\":{\"ready\":true}},"
                        + "{\"addresses\":[\"10.244.2.9\"],\"conditions\":{\"ready\":false}}");
        set("ext", "\"type\":\"ExternalName\",\"externalName\":\"web.shop.svc.cluster.local\"", "", "");
        server = started();
    }

    /** A port that is free for UDP may be taken for TCP: then another one is taken. */
    private DnsServer started() {
        for (int attempt = 1; ; attempt++) {
            DnsServer next = new DnsServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), names, java.nio.file.Path.of("/nowhere"));
            try {
                next.start();
                return next;
            } catch (IllegalStateException taken) {
                if (attempt == 10) {
                    throw taken;
                }
            }
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void set(String name, String spec, String ports, String endpoints) {
        names.set(
                new ObjectKey("shop", name),
                Json.read(Shop.service(name, spec).getBytes(StandardCharsets.UTF_8), Service.class),
                List.of(Json.read(Shop.slice(name, ports, endpoints).getBytes(StandardCharsets.UTF_8), EndpointSlice.class)));
    }

    private byte[] udp(byte[] query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            socket.send(new DatagramPacket(query, query.length, server.address()));
            DatagramPacket answer = new DatagramPacket(new byte[2000], 2000);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }

    private List<String> addresses(String name) throws IOException {
        return Messages.answers(udp(Messages.query(7, name, Resource.A))).stream()
                .filter(r -> r.type() == Resource.A)
                .map(r -> (r.data()[0] & 255) + "." + (r.data()[1] & 255) + "." + (r.data()[2] & 255) + "." + (r.data()[3] & 255))
                .sorted()
                .toList();
    }

    private int code(String name, int type) throws IOException {
        return udp(Messages.query(7, name, type))[3] & 15;
    }

    @Test
    void namesOfServicesEndpointsAndPodsHaveAddresses() throws IOException {
        assertThat(addresses("web.shop.svc.cluster.local")).containsExactly("10.96.1.1");
        assertThat(addresses("WEB.shop.SVC.cluster.local")).containsExactly("10.96.1.1");
        assertThat(addresses("db.shop.svc.cluster.local")).containsExactly("10.244.1.2", "10.244.2.3");
        assertThat(addresses("db-0.db.shop.svc.cluster.local")).containsExactly("10.244.1.2");
        assertThat(addresses("10-244-2-3.db.shop.svc.cluster.local")).containsExactly("10.244.2.3");
        assertThat(addresses("10-244-7-8.shop.pod.cluster.local")).containsExactly("10.244.7.8");
        assertThat(addresses("ext.shop.svc.cluster.local")).containsExactly("10.96.1.1");
    }

    @Test
    void whatIsNotThereIsDeniedAndWhatHasNoSuchRecordIsEmpty() throws IOException {
        assertThat(code("nobody.shop.svc.cluster.local", Resource.A)).isEqualTo(3);
        assertThat(code("web.shop.svc.cluster.local.shop.svc.cluster.local", Resource.A)).isEqualTo(3);
        assertThat(code("web.shop.svc.cluster.local", Resource.AAAA)).isZero();
        assertThat(Messages.answers(udp(Messages.query(7, "web.shop.svc.cluster.local", Resource.AAAA)))).isEmpty();
        assertThat(code("shop.svc.cluster.local", Resource.A)).isZero();
        assertThat(code("example.com", Resource.A)).isEqualTo(2);
        names.set(new ObjectKey("shop", "web"), null, List.of());
        assertThat(code("web.shop.svc.cluster.local", Resource.A)).isEqualTo(3);
    }

    @Test
    void portsHaveServerRecordsAndAddressesPointBack() throws IOException {
        byte[] srv = udp(Messages.query(7, "_sql._tcp.db.shop.svc.cluster.local", Resource.SRV));
        assertThat(srv[7]).isEqualTo((byte) 2);
        assertThat(srv[11]).isEqualTo((byte) 2);
        assertThat(new String(srv, StandardCharsets.ISO_8859_1)).contains("\004db-0\002db\004shop\003svc");
        byte[] pointer = udp(Messages.query(7, "2.1.244.10.in-addr.arpa", Resource.PTR));
        assertThat(new String(pointer, StandardCharsets.ISO_8859_1)).contains("\004db-0\002db\004shop\003svc\007cluster\005local");
    }

    @Test
    void tcpAnswersInFullWhatUdpCutsOff() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append(i == 0 ? "" : ",").append("{\"addresses\":[\"10.244.9.").append(i).append("\"],\"conditions\":{\"ready\":true}}");
        }
        set("many", "\"clusterIP\":\"None\",\"ports\":[]", "", many.toString());
        byte[] query = Messages.query(9, "many.shop.svc.cluster.local", Resource.A);
        byte[] cut = udp(query);
        assertThat(cut.length).isLessThanOrEqualTo(512);
        assertThat(cut[2] & 2).isEqualTo(2);
        try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream().write(new byte[] {0, (byte) query.length});
            socket.getOutputStream().write(query);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] whole = new byte[in.readUnsignedShort()];
            in.readFully(whole);
            assertThat(Messages.answers(whole)).hasSize(60);
        }
    }
}
