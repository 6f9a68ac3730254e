package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.Strategy;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Endpoint slices: deprecatedTopology cannot be written. A node's name that an older slice had there becomes nodeName, so that partial
 * updates of such slices lose nothing. A change of labels counts as one of content.
 */
public final class EndpointSliceStrategy implements Strategy {

    private static final String TOPOLOGY = "deprecatedTopology";
    private static final String HOSTNAME = "kubernetes.io/hostname";

    @Override
    public GenerationRule generation() {
        return GenerationRule.CONTENT;
    }

    @Override
    public void prepareForCreate(ObjectNode slice, Circumstances circumstances) {
        dropTopology(slice, Set.of());
    }

    @Override
    public void prepareForUpdate(ObjectNode slice, ObjectNode old, Circumstances circumstances) {
        JsonNode metadata = old.path("metadata");
        boolean sameContent = slice.path("endpoints").equals(old.path("endpoints"));
        if (!slice.path("metadata").path("labels").equals(metadata.path("labels"))) {
            slice.withObjectProperty("metadata").put("generation", metadata.path("generation").asLong(0) + 1);
        }
        if (!sameContent) {
            Set<String> nodes = new HashSet<>();
            old.path("endpoints").forEach(endpoint -> nodes.add(endpoint.path(TOPOLOGY).path(HOSTNAME).asString("")));
            dropTopology(slice, nodes);
        }
    }

    private static void dropTopology(ObjectNode slice, Set<String> known) {
        for (JsonNode item : slice.path("endpoints")) {
            if (item instanceof ObjectNode endpoint && endpoint.remove(TOPOLOGY) instanceof JsonNode topology) {
                String node = topology.path(HOSTNAME).asString("");
                if (!endpoint.hasNonNull("nodeName") && !node.isEmpty() && known.contains(node)) {
                    endpoint.put("nodeName", node);
                }
            }
        }
    }
}
