package io.navarch.apiserver.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which form of /api and /apis a client asks for. */
public enum DiscoveryForm {
    /** A list of groups or versions, each to be asked for on its own. */
    PLAIN,
    /** All resources of all groups in one document. */
    AGGREGATED,
    /** Nothing we have: 406. */
    NONE;

    /** The Content-Type of the aggregated form. */
    public static final String AGGREGATED_TYPE = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private static final Set<String> PLAIN_TYPES = Set.of(
            "*/*", "application/*", "application/json", "application/yaml", "application/vnd.kubernetes.protobuf");

    /** The first clause of the Accept header that we can serve decides; no header takes anything. */
    public static DiscoveryForm of(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return PLAIN;
        }
        for (String clause : accept.split(",")) {
            List<String> parts = Arrays.stream(clause.split(";")).map(String::strip).toList();
            String type = parts.getFirst().toLowerCase(Locale.ROOT);
            Set<String> parameters = parts.stream().skip(1).collect(Collectors.toSet());
            boolean shaped = parameters.stream().anyMatch(p -> p.startsWith("as="));
            if (!shaped && PLAIN_TYPES.contains(type)) {
                return PLAIN;
            }
            if (type.equals("application/json")
                    && parameters.containsAll(Set.of("g=apidiscovery.k8s.io", "v=v2", "as=APIGroupDiscoveryList"))) {
                return AGGREGATED;
            }
        }
        return NONE;
    }
}
