package io.navarch.kubelet.source;

import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Container.ResourceReference;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the downward API tells a container of its pod.
 *
 * @param podIps empty while they are not known
 * @param allocatable of the node, by resource: what stands for a limit that is not set
 */
public record PodFields(Pod pod, List<String> podIps, List<String> hostIps, String nodeName, Map<String, String> allocatable) {

    private static final Pattern ENTRY = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']");

    /** The value of a field path such as {@code metadata.name}. */
    public String field(String path) {
        Matcher entry = ENTRY.matcher(path);
        if (entry.matches()) {
            Map<String, String> map = entry.group(1).equals("labels") ? pod.metadata().labels() : pod.annotations();
            return map.getOrDefault(entry.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> pod.name();
            case "metadata.namespace" -> pod.namespace();
            case "metadata.uid" -> pod.uid().value();
            case "metadata.labels" -> lines(pod.metadata().labels());
            case "metadata.annotations" -> lines(pod.annotations());
            case "spec.nodeName" -> nodeName;
            case "spec.serviceAccountName" -> pod.spec().serviceAccountName() == null ? "default" : pod.spec().serviceAccountName();
            case "status.hostIP" -> hostIps.isEmpty() ? "" : hostIps.getFirst();
            case "status.hostIPs" -> String.join(",", hostIps);
            case "status.podIP" -> podIps.isEmpty() ? "" : podIps.getFirst();
            case "status.podIPs" -> String.join(",", podIps);
            default -> throw new StartRefused("CreateContainerConfigError", "unsupported fieldPath: " + path);
        };
    }

    private static String lines(Map<String, String> map) {
        return new TreeMap<>(map).entrySet().stream()
                .map(e -> e.getKey() + "=\"" + e.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"")
                .collect(Collectors.joining("\n"));
    }

    /** The value of a resource such as {@code limits.cpu}, in units of the divisor, rounded up. */
    public String resource(ResourceReference reference, @Nullable Container own) {
        Container container = reference.containerName() == null || reference.containerName().isEmpty() ? own
                : pod.container(reference.containerName()).orElse(null);
        if (container == null) {
            throw new StartRefused("CreateContainerConfigError", "container " + reference.containerName() + " not found");
        }
        String[] parts = reference.resource().split("\\.", 2);
        boolean limits = parts[0].equals("limits");
        Quantity amount = limits ? container.needs().limits().get(parts[1]) : container.needs().request(parts[1]);
        if (amount == null) {
            String whole = limits ? allocatable.getOrDefault(parts[1], "0") : "0";
            amount = Quantity.parse(whole);
        }
        BigDecimal divisor = reference.divisor() == null || reference.divisor().exact().signum() == 0
                ? BigDecimal.ONE : reference.divisor().exact();
        return amount.exact().divide(divisor, 0, RoundingMode.CEILING).toPlainString();
    }
}
