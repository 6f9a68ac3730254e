package io.navarch.command.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodRoutesTest {

    private static NodeView node(String name, String cidr, String ip) {
        return Json.read("""
                {"metadata": {"name": "%s"}, "spec": {"podCIDR": %s},
                 "status": {"addresses": [{"type": "Hostname", "address": "x"}, {"type": "InternalIP", "address": "%s"}]}}
                """.formatted(name, cidr.isEmpty() ? "null" : '"' + cidr + '"', ip).getBytes(), NodeView.class);
    }

    @Test
    void aNodeRoutesToTheOthersNotToItself() {
        List<NodeView> nodes = List.of(node("n1", "10.244.0.0/24", "172.29.0.11"), node("n2", "10.244.1.0/24", "172.29.0.12"));
        assertThat(PodRoutes.wanted(nodes, "n1")).isEqualTo(Map.of("10.244.1.0/24", "172.29.0.12"));
        assertThat(PodRoutes.wanted(nodes, "")).hasSize(2);
    }

    @Test
    void aNodeWithoutPodNetworkHasNoRoute() {
        assertThat(PodRoutes.wanted(List.of(node("n2", "", "172.29.0.12")), "n1")).isEmpty();
    }

    @Test
    void onlyWhatChangedIsToldToTheKernel() {
        Map<String, String> set = Map.of("10.244.0.0/24", "172.29.0.11", "10.244.9.0/24", "172.29.0.19");
        Map<String, String> wanted = Map.of("10.244.0.0/24", "172.29.0.11", "10.244.1.0/24", "172.29.0.12");
        assertThat(PodRoutes.changes(set, wanted))
                .containsExactly("route delete 10.244.9.0/24", "route replace 10.244.1.0/24 via 172.29.0.12");
        assertThat(PodRoutes.changes(wanted, wanted)).isEmpty();
    }
}
