package io.navarch.kubeproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.navarch.kubeproxy.rules.NodeView;
import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real packets through real rules; needs root, ip and nft. */
class ForwardingInNamespacesTest {

    private static final NodeView NODE = new NodeView("n1", "", "10.244.0.0/16", Set.of());
    private static final String HTTP = "{\"name\":\"http\",\"protocol\":\"TCP\",\"port\":8080}";
    private static final String BOTH = Shop.endpoint("10.244.1.2", "n1") + "," + Shop.endpoint("10.244.1.3", "n1");
    private static Netns net;
    private static FakeApi api;
    private static KubeProxy proxy;

    @BeforeAll
    static void build() {
        assumeTrue(Netns.possible(), "network namespaces and nft need root");
        net = new Netns();
        net.serve(net.pod1, "one", 8080);
        net.serve(net.pod2, "two", 8080);
        net.serveUdp(net.pod1, "one", 5353);
        api = new FakeApi();
        proxy = new KubeProxy(api, new KubeProxy.Settings(NODE, null, null), net::nft, InstantSource.system());
        proxy.start();
        await(() -> proxy.ready());
    }

    @AfterAll
    static void tearDown() {
        if (net != null) {
            proxy.close();
            net.close();
        }
    }

    static void await(BooleanSupplier condition) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("it did not come true within 10 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private static String port(int port, String more) {
        return "\"ports\":[{\"name\":\"http\",\"protocol\":\"TCP\",\"port\":" + port + more + "}]";
    }

    @Test
    void aClusterIpBalancesForPodsAndTheNodeAndComesBackToAPodThatCallsItself() {
        Shop.put(api, "web", "\"type\":\"ClusterIP\",\"clusterIP\":\"10.96.1.1\",\"clusterIPs\":[\"10.96.1.1\"]," + port(80, ""), HTTP, BOTH);
        await(() -> net.ask(net.node, "10.96.1.1", 80).matches("(one|two) 10.244.1.1"));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            seen.add(net.ask(net.pod1, "10.96.1.1", 80));
        }
        assertThat(seen).containsExactlyInAnyOrder("two 10.244.1.2", "one 10.244.1.1");
        assertThat(net.ask(net.pod1, "10.96.1.1", 81)).isEqualTo("refused");
    }

    @Test
    void aNodePortAnswersFromOutsideAndFromTheNode() {
        Shop.put(api, "np", "\"type\":\"NodePort\",\"clusterIP\":\"10.96.1.2\"," + port(80, ",\"nodePort\":30080"), HTTP, BOTH);
        await(() -> net.ask(net.client, "192.168.77.1", 30080).matches("(one|two) 10.244.1.1"));
        assertThat(net.ask(net.node, "192.168.77.1", 30080)).matches("(one|two) .*");
        assertThat(net.ask(net.pod2, "192.168.77.1", 30080)).matches("(one|two) .*");
    }

    @Test
    void theLocalPolicyKeepsTheClientsAddressAndDropsWithoutLocalEndpoints() {
        Shop.put(api, "loc", "\"type\":\"NodePort\",\"clusterIP\":\"10.96.1.3\",\"externalTrafficPolicy\":\"Local\"," + port(80, ",\"nodePort\":30081"), HTTP,
                Shop.endpoint("10.244.1.2", "n1") + "," + Shop.endpoint("10.244.1.3", "n2"));
        await(() -> net.ask(net.client, "192.168.77.1", 30081).equals("one 192.168.77.2"));
        api.put(Shop.SLICES, Shop.slice("loc", HTTP, Shop.endpoint("10.244.1.3", "n2")));
        await(() -> net.ask(net.client, "192.168.77.1", 30081).equals("timeout"));
        assertThat(net.ask(net.pod1, "192.168.77.1", 30081)).startsWith("two");
    }

    @Test
    void aServiceWithoutEndpointsRefusesAndAnswersOnceItHasSome() {
        Shop.put(api, "none", "\"type\":\"NodePort\",\"clusterIP\":\"10.96.1.4\"," + port(80, ",\"nodePort\":30082"), HTTP, "");
        await(() -> net.ask(net.pod1, "10.96.1.4", 80).equals("refused"));
        assertThat(net.ask(net.node, "10.96.1.4", 80)).isEqualTo("refused");
        assertThat(net.ask(net.client, "192.168.77.1", 30082)).isEqualTo("refused");
        api.put(Shop.SLICES, Shop.slice("none", HTTP, Shop.endpoint("10.244.1.3", "n1")));
        await(() -> net.ask(net.pod1, "10.96.1.4", 80).startsWith("two"));
        api.remove(Shop.SERVICES, new ObjectKey("shop", "none"));
        await(() -> !net.table().contains("10.96.1.4"));
    }

    @Test
    void aClientWithAffinityStaysWithItsEndpoint() {
        Shop.put(api, "aff", "\"type\":\"ClusterIP\",\"clusterIP\":\"10.96.1.5\",\"sessionAffinity\":\"ClientIP\"," + port(80, ""), HTTP, BOTH);
        await(() -> net.ask(net.client, "10.96.1.5", 80).matches("(one|two) .*"));
        String first = net.ask(net.client, "10.96.1.5", 80);
        for (int i = 0; i < 12; i++) {
            assertThat(net.ask(net.client, "10.96.1.5", 80)).isEqualTo(first);
        }
    }

    @Test
    void udpAndExternalAddressesAreServedToo() {
        Shop.put(api, "dns", "\"type\":\"LoadBalancer\",\"clusterIP\":\"10.96.1.6\",\"externalIPs\":[\"203.0.113.9\"],"
                        + "\"ports\":[{\"name\":\"u\",\"protocol\":\"UDP\",\"port\":53}]",
                "{\"name\":\"u\",\"protocol\":\"UDP\",\"port\":5353}", Shop.endpoint("10.244.1.2", "n1"));
        await(() -> net.askUdp(net.pod2, "10.96.1.6", 53).equals("one 10.244.1.3"));
        assertThat(net.askUdp(net.client, "203.0.113.9", 53)).startsWith("one");
    }

    @Test
    void aPodsPacketsLeaveTheClusterWithTheNodesAddress() {
        net.serve(net.client, "out", 9000);
        await(() -> net.ask(net.pod1, "192.168.77.2", 9000).equals("out 192.168.77.1"));
    }
}
