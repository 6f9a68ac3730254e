package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

public record Service(Meta metadata, Spec spec) implements KubeObject {

    public record Spec(
            @Nullable String type,
            @Nullable String clusterIP,
            List<String> clusterIPs,
            List<String> ipFamilies,
            Map<String, String> selector,
            List<Port> ports,
            boolean publishNotReadyAddresses,
            @Nullable String trafficDistribution) {}

    /** targetPort: a number, a name, or absent (the port itself). */
    public record Port(
            @Nullable String name, @Nullable String protocol, int port, @Nullable JsonNode targetPort, @Nullable String appProtocol) {}

    public boolean headless() {
        return "None".equals(spec.clusterIP());
    }

    /** A ServiceCIDR. */
    public record Range(Meta metadata, RangeSpec spec, @Nullable JsonNode status) implements KubeObject {}

    public record RangeSpec(List<String> cidrs) {}

    public record Endpoints(Meta metadata, @Nullable JsonNode subsets) implements KubeObject {}

    public record EndpointSlice(Meta metadata, String addressType, @Nullable JsonNode endpoints, @Nullable JsonNode ports)
            implements KubeObject {}
}
