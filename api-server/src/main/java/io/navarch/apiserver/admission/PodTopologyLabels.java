package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A pod that comes to a node gets the node's zone and region as labels. */
public final class PodTopologyLabels implements Plugin {

    private static final GroupResource NODES = new GroupResource("", "nodes");
    private static final List<String> LABELS = List.of("topology.kubernetes.io/region", "topology.kubernetes.io/zone");
    private static final Set<String> ABOUT = Set.of("", "binding");

    private final Objects objects;

    public PodTopologyLabels(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "PodTopologyLabels";
    }

    @Override
    public void mutate(Attributes attributes) {
        if (attributes.operation() != Operation.CREATE
                || !attributes.type().group().isEmpty()
                || !attributes.type().plural().equals("pods")
                || !ABOUT.contains(attributes.subresource())) {
            return;
        }
        JsonNode object = attributes.given();
        boolean binding = attributes.subresource().equals("binding");
        if (binding && !object.path("target").path("kind").asString("").equals("Node")) {
            return;
        }
        String node = binding ? object.path("target").path("name").asString("") : object.path("spec").path("nodeName").asString("");
        if (node.isEmpty()) {
            return;
        }
        objects.get(NODES, ObjectKey.cluster(node)).ifPresent(found -> {
            for (String label : LABELS) {
                JsonNode value = found.path("metadata").path("labels").path(label);
                if (value.isString()) {
                    attributes.given().withObjectProperty("metadata").withObjectProperty("labels").put(label, value.asString());
                }
            }
        });
    }
}
