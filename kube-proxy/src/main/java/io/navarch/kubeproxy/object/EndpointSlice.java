package io.navarch.kubeproxy.object;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Some of a service's endpoints. */
public record EndpointSlice(Meta metadata, @Nullable String addressType, List<Endpoint> endpoints, List<Port> ports)
        implements KubeObject {

    private static final String SERVICE = "kubernetes.io/service-name";

    public record Endpoint(
            List<String> addresses,
            @Nullable Conditions conditions,
            @Nullable String hostname,
            @Nullable String nodeName,
            @Nullable String zone,
            @Nullable Hints hints) {

        /** Not said counts as ready. */
        public boolean ready() {
            return conditions == null || conditions.ready == null || conditions.ready;
        }

        /** Still answers though it is on its way out. */
        public boolean servingLast() {
            return conditions != null
                    && Boolean.TRUE.equals(conditions.terminating)
                    && !Boolean.FALSE.equals(conditions.serving);
        }
    }

    public record Conditions(@Nullable Boolean ready, @Nullable Boolean serving, @Nullable Boolean terminating) {}

    public record Hints(List<ForZone> forZones, List<ForZone> forNodes) {}

    public record ForZone(String name) {}

    public record Port(@Nullable String name, @Nullable String protocol, @Nullable Integer port) {

        public String portName() {
            return name == null ? "" : name;
        }
    }

    public Optional<ObjectKey> service() {
        String name = metadata.labels().get(SERVICE);
        return name == null || name.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectKey(metadata.key().namespace(), name));
    }
}
