package io.navarch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What must hold of any cluster, checked against a count made anew from scratch. */
class PlacementPropertiesTest {

    private record Node(String zone, int cpu, int pods, boolean tainted) {}

    private record Pod(String group, int cpu, String zone, boolean apart, boolean spread, boolean tolerant) {}

    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Pod> pods = new HashMap<>();

    @RepeatedTest(60)
    void noPodIsWhereItMustNotBeAndNoPodWaitsThatFits(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Bench bench = new Bench(repetition.getCurrentRepetition());
        int count = random.nextInt(1, 8);
        for (int i = 0; i < count; i++) {
            Node node = new Node("z" + random.nextInt(3), random.nextInt(1, 8), random.nextInt(1, 6), random.nextInt(5) == 0);
            nodes.put("n" + i, node);
            bench.node("n" + i, ",\"zone\":\"" + node.zone + "\"",
                    "\"cpu\":\"" + node.cpu + "\",\"memory\":\"8Gi\",\"pods\":\"" + node.pods + "\"",
                    node.tainted ? "\"taints\":[{\"key\":\"k\",\"value\":\"v\",\"effect\":\"NoSchedule\"}]" : "");
        }
        for (int i = 0; i < 25; i++) {
            Pod pod = new Pod("g" + random.nextInt(3), random.nextInt(3), random.nextInt(3) == 0 ? "z" + random.nextInt(3) : "",
                    random.nextInt(4) == 0, random.nextInt(4) == 0, random.nextInt(3) == 0);
            pods.put("p" + i, pod);
            bench.pod("p" + i, "\"group\":\"" + pod.group + "\"", spec(pod));
            if (random.nextBoolean()) {
                bench.settle();
            }
        }
        bench.settle();
        bench.nodeOf.forEach((pod, node) -> checkAllowed(pod, node, bench.nodeOf));
        pods.forEach((name, pod) -> {
            if (!bench.nodeOf.containsKey(name)) {
                assertThat(bench.said.get(name)).startsWith("0/" + nodes.size() + " nodes are available: ");
                nodes.forEach((node, ignored) -> assertThat(fits(name, node, bench.nodeOf))
                        .as("%s %s on %s of %s", name, pod, node, bench.nodeOf)
                        .isFalse());
            }
        });
    }

    private static String spec(Pod pod) {
        StringBuilder spec = new StringBuilder("\"containers\":[{\"name\":\"c\"");
        spec.append(pod.cpu == 0 ? "" : ",\"resources\":{\"requests\":{\"cpu\":\"" + pod.cpu + "\"}}").append("}]");
        spec.append(pod.zone.isEmpty() ? "" : ",\"nodeSelector\":{\"zone\":\"" + pod.zone + "\"}");
        spec.append(pod.tolerant ? ",\"tolerations\":[{\"operator\":\"Exists\"}]" : "");
        spec.append(pod.apart
                ? ",\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":\"kubernetes.io/hostname\","
                        + "\"labelSelector\":{\"matchLabels\":{\"group\":\"" + pod.group + "\"}}}]}}"
                : "");
        spec.append(pod.spread
                ? ",\"topologySpreadConstraints\":[{\"maxSkew\":1,\"topologyKey\":\"zone\",\"whenUnsatisfiable\":\"DoNotSchedule\","
                        + "\"labelSelector\":{\"matchLabels\":{\"group\":\"" + pod.group + "\"}}}]"
                : "");
        return spec.toString();
    }

    /** What holds whatever came later: skew is only promised at the moment of placing. */
    private void checkAllowed(String name, String at, Map<String, String> placed) {
        Node node = nodes.get(at);
        Pod pod = pods.get(name);
        assertThat(pod.zone.isEmpty() || pod.zone.equals(node.zone)).isTrue();
        assertThat(!node.tainted || pod.tolerant).isTrue();
        int cpu = 0;
        int count = 0;
        for (Map.Entry<String, String> other : placed.entrySet()) {
            if (other.getValue().equals(at)) {
                cpu += pods.get(other.getKey()).cpu;
                count++;
                assertThat(pod.apart && !other.getKey().equals(name) && pods.get(other.getKey()).group.equals(pod.group)).isFalse();
            }
        }
        assertThat(cpu).isLessThanOrEqualTo(node.cpu);
        assertThat(count).isLessThanOrEqualTo(node.pods);
    }

    private boolean fits(String name, String at, Map<String, String> placed) {
        Node node = nodes.get(at);
        Pod pod = pods.get(name);
        if ((!pod.zone.isEmpty() && !pod.zone.equals(node.zone)) || (node.tainted && !pod.tolerant)) {
            return false;
        }
        int cpu = pod.cpu;
        int count = 1;
        for (Map.Entry<String, String> other : placed.entrySet()) {
            if (other.getValue().equals(at)) {
                Pod there = pods.get(other.getKey());
                cpu += there.cpu;
                count++;
                if ((pod.apart || there.apart) && there.group.equals(pod.group)) {
                    return false;
                }
            }
        }
        // A pod that asks for nothing fits however much is used.
        return (pod.cpu == 0 || cpu <= node.cpu) && count <= node.pods && (!pod.spread || withinSkew(pod, node, placed));
    }

    private boolean withinSkew(Pod pod, Node node, Map<String, String> placed) {
        Map<String, Integer> perZone = new HashMap<>();
        nodes.forEach((n, one) -> {
            if (pod.zone.isEmpty() || pod.zone.equals(one.zone)) {
                perZone.putIfAbsent(one.zone, 0);
            }
        });
        placed.forEach((other, at) -> {
            if (pods.get(other).group.equals(pod.group)) {
                perZone.computeIfPresent(nodes.get(at).zone, (z, c) -> c + 1);
            }
        });
        int fewest = perZone.values().stream().min(Integer::compare).orElse(0);
        return perZone.get(node.zone) + 1 - fewest <= 1;
    }
}
