package io.navarch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Deciding alone must be several times faster than the 1,000 pods/s promised with an API server around it. */
class ThroughputTest {

    private static final int NODES = 5000;
    private static final String ALL = "\"cpu\":\"32\",\"memory\":\"64Gi\",\"pods\":\"110\"";
    private static final String CONTAINER =
            "\"containers\":[{\"name\":\"c\",\"image\":\"x\",\"resources\":{\"requests\":{\"cpu\":\"100m\",\"memory\":\"128Mi\"}}}]";

    private static void measure(String what, int pods, String spec, int atLeast) {
        Bench bench = new Bench(1);
        for (int i = 0; i < NODES; i++) {
            bench.node("n" + i, ",\"topology.kubernetes.io/zone\":\"z" + i % 10 + "\"", ALL, "");
        }
        bench.settle();
        for (int i = 0; i < pods; i++) {
            bench.pod("p" + i, "\"app\":\"a\",\"group\":\"g" + i % 10 + "\"", CONTAINER + spec);
        }
        Instant begun = Instant.now();
        bench.settle();
        Duration took = Duration.between(begun, Instant.now());
        assertThat(bench.nodeOf).hasSize(pods);
        double rate = pods * 1000.0 / Math.max(1, took.toMillis());
        System.out.printf("%s: %d pods on %d nodes in %d ms, %.0f/s%n", what, pods, NODES, took.toMillis(), rate);
        assertThat(rate).isGreaterThan(atLeast);
    }

    @Test
    void plainPods() {
        measure("plain", 2000, "", 300);
        measure("plain", 10_000, "", 1000);
    }

    @Test
    void podsThatKeepApart() {
        measure("anti-affinity", 4000, ",\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":"
                + "\"kubernetes.io/hostname\",\"labelSelector\":{\"matchLabels\":{\"app\":\"a\"}}}]}}", 500);
    }

    @Test
    void podsThatSpread() {
        measure("spread", 10_000, ",\"topologySpreadConstraints\":[{\"maxSkew\":1,\"topologyKey\":\"topology.kubernetes.io/zone\","
                + "\"whenUnsatisfiable\":\"DoNotSchedule\",\"labelSelector\":{\"matchLabels\":{\"app\":\"a\"}}},{\"maxSkew\":2,\"topologyKey\":"
                + "\"kubernetes.io/hostname\",\"whenUnsatisfiable\":\"ScheduleAnyway\",\"labelSelector\":{\"matchLabels\":{\"app\":\"a\"}}}]", 500);
    }
}
