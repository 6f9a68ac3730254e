package io.navarch.kubelet.server;

import io.navarch.kubelet.node.Machine;
import io.navarch.kubelet.runtime.ContainerUsage;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What containers use, in the two forms others read: /metrics/resource and /stats/summary. */
final class Figures {

    private Figures() {}

    /** Prometheus text with the metric names of Kubernetes' kubelet. */
    static String resourceMetrics(List<ContainerUsage> usage) {
        StringBuilder text = new StringBuilder();
        head(text, "container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed by the container in core-seconds");
        usage.forEach(u -> line(text, "container_cpu_usage_seconds_total", u, seconds(u.cpuNanos())));
        head(text, "container_memory_working_set_bytes", "gauge", "Current working set of the container in bytes");
        usage.forEach(u -> line(text, "container_memory_working_set_bytes", u, String.valueOf(u.workingSetBytes())));
        head(text, "node_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed by the node in core-seconds");
        text.append("node_cpu_usage_seconds_total ")
                .append(seconds(usage.stream().mapToLong(ContainerUsage::cpuNanos).sum())).append('\n');
        head(text, "node_memory_working_set_bytes", "gauge", "Current working set of the node in bytes");
        text.append("node_memory_working_set_bytes ")
                .append(usage.stream().mapToLong(ContainerUsage::workingSetBytes).sum()).append('\n');
        head(text, "pod_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed by the pod in core-seconds");
        byPod(usage).forEach((pod, of) -> podLine(text, "pod_cpu_usage_seconds_total", pod,
                seconds(of.stream().mapToLong(ContainerUsage::cpuNanos).sum())));
        head(text, "pod_memory_working_set_bytes", "gauge", "Current working set of the pod in bytes");
        byPod(usage).forEach((pod, of) -> podLine(text, "pod_memory_working_set_bytes", pod,
                String.valueOf(of.stream().mapToLong(ContainerUsage::workingSetBytes).sum())));
        head(text, "resource_scrape_error", "gauge", "1 if there was an error while getting container metrics, 0 otherwise");
        return text.append("resource_scrape_error 0\n").toString();
    }

    private static Map<ObjectKey, List<ContainerUsage>> byPod(List<ContainerUsage> usage) {
        Map<ObjectKey, List<ContainerUsage>> pods = new LinkedHashMap<>();
        usage.forEach(u -> pods.merge(u.pod(), List.of(u),
                (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList()));
        return pods;
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String name, ContainerUsage u, String value) {
        text.append(name).append("{container=\"").append(u.container()).append("\",namespace=\"").append(u.pod().namespace())
                .append("\",pod=\"").append(u.pod().name()).append("\"} ").append(value).append(' ')
                .append(u.at().toEpochMilli()).append('\n');
    }

    private static void podLine(StringBuilder text, String name, ObjectKey pod, String value) {
        text.append(name).append("{namespace=\"").append(pod.namespace()).append("\",pod=\"").append(pod.name())
                .append("\"} ").append(value).append('\n');
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
    }

    /** stats/v1alpha1 Summary, the parts that are measured. */
    static ObjectNode summary(String node, Machine machine, List<ContainerUsage> usage, Instant now) {
        ObjectNode summary = Json.object();
        ObjectNode whole = summary.putObject("node");
        whole.put("nodeName", node);
        long used = usage.stream().mapToLong(ContainerUsage::workingSetBytes).sum();
        long memory = Quantity.parse(machine.facts().capacity().getOrDefault("memory", "0")).value();
        whole.putObject("cpu").put("time", time(now)).put("usageCoreNanoSeconds", usage.stream().mapToLong(ContainerUsage::cpuNanos).sum());
        whole.putObject("memory").put("time", time(now)).put("workingSetBytes", used).put("availableBytes", Math.max(0, memory - used));
        var pods = summary.putArray("pods");
        byPod(usage).forEach((key, of) -> {
            ObjectNode pod = pods.addObject();
            pod.putObject("podRef").put("name", key.name()).put("namespace", key.namespace()).put("uid", of.getFirst().uid().value());
            var containers = pod.putArray("containers");
            for (ContainerUsage u : of) {
                ObjectNode container = containers.addObject().put("name", u.container());
                container.putObject("cpu").put("time", time(u.at())).put("usageCoreNanoSeconds", u.cpuNanos());
                container.putObject("memory").put("time", time(u.at()))
                        .put("workingSetBytes", u.workingSetBytes()).put("rssBytes", u.rssBytes());
                container.putObject("rootfs").put("time", time(u.at())).put("usedBytes", u.rootfsBytes());
            }
            pod.putObject("cpu").put("time", time(now))
                    .put("usageCoreNanoSeconds", of.stream().mapToLong(ContainerUsage::cpuNanos).sum());
            pod.putObject("memory").put("time", time(now))
                    .put("workingSetBytes", of.stream().mapToLong(ContainerUsage::workingSetBytes).sum());
        });
        return summary;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
