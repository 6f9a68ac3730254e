package io.navarch.controllermanager.endpoints;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Service.EndpointSlice;
import io.navarch.controllermanager.pods.PodTemplates;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Names;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the slices of one owner hold the endpoints they should, changing as few as it can. */
final class Slices {

    /**
     * What the slices should hold.
     *
     * @param groups endpoints (by what identifies them) under their address type and ports
     * @param trigger when what made the change happened; null: not told
     * @param capacity endpoints in one slice at most
     */
    record Wanted(
            Meta owner,
            ObjectNode reference,
            Map<String, String> labels,
            Map<String, String> annotations,
            Map<Group, Map<String, ObjectNode>> groups,
            @Nullable String trigger,
            int capacity,
            String seed,
            Generated generated) {}

    /** Whether a slice still shows, once it was changed, what its name was made from. */
    enum Generated {
        KEPT,
        DROPPED
    }

    /** ports: an array, or null for any. */
    record Group(String addressType, JsonNode ports) {}

    static final String TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";

    private final Wanted wanted;
    private final List<Write> writes = new ArrayList<>();
    private final List<Content> changed = new ArrayList<>();
    private final List<Content> made = new ArrayList<>();

    /** A slice that is there (or not yet) and what it is to hold. */
    private record Content(@Nullable EndpointSlice slice, Group group, List<ObjectNode> endpoints) {}

    private Slices(Wanted wanted) {
        this.wanted = wanted;
    }

    static List<Write> plan(Wanted wanted, List<EndpointSlice> existing) {
        Slices slices = new Slices(wanted);
        slices.arrange(existing);
        return slices.writes;
    }

    private void arrange(List<EndpointSlice> existing) {
        List<EndpointSlice> left = new ArrayList<>(existing);
        wanted.groups().forEach((group, endpoints) -> {
            List<EndpointSlice> same = left.stream().filter(slice -> holds(slice, group)).toList();
            left.removeAll(same);
            fill(group, same, new LinkedHashMap<>(endpoints));
        });
        Deque<EndpointSlice> free = new ArrayDeque<>(left);
        for (Content content : made) {
            EndpointSlice reused = free.stream()
                    .filter(slice -> slice.addressType().equals(content.group().addressType()))
                    .findFirst()
                    .orElse(null);
            free.remove(reused);
            changed.add(new Content(reused, content.group(), content.endpoints()));
        }
        int count = 0;
        for (Content content : changed) {
            write(content, count++);
        }
        free.forEach(slice -> writes.add(Write.delete(Kinds.ENDPOINT_SLICES, slice.metadata())));
    }

    private static boolean holds(EndpointSlice slice, Group group) {
        JsonNode ports = slice.ports() == null ? NullNode.getInstance() : slice.ports();
        boolean none = (ports.isNull() || ports.isEmpty()) && (group.ports().isNull() || group.ports().isEmpty());
        return slice.addressType().equals(group.addressType()) && (none || Difference.same(ports, group.ports()));
    }

    /** Keeps endpoints where they are; new ones go where there is room, the fullest slice first, then into new slices. */
    private void fill(Group group, List<EndpointSlice> slices, Map<String, ObjectNode> endpoints) {
        List<Content> kept = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            Content content = new Content(slice, group, new ArrayList<>());
            for (JsonNode old : slice.endpoints() == null ? List.<JsonNode>of() : slice.endpoints()) {
                ObjectNode endpoint = endpoints.remove(identity(old));
                if (endpoint != null) {
                    content.endpoints().add(endpoint);
                }
            }
            kept.add(content);
        }
        Deque<ObjectNode> rest = new ArrayDeque<>(endpoints.values());
        kept.stream()
                .sorted(Comparator.comparingInt((Content c) -> -c.endpoints().size()))
                .forEach(content -> {
                    while (!rest.isEmpty() && content.endpoints().size() < wanted.capacity()) {
                        content.endpoints().add(rest.poll());
                    }
                });
        boolean placeholder = wanted.groups().get(group).isEmpty();
        for (Content content : kept) {
            if (content.endpoints().isEmpty() && !(placeholder && content == kept.getFirst())) {
                writes.add(Write.delete(Kinds.ENDPOINT_SLICES, content.slice().metadata()));
            } else {
                changed.add(content);
            }
        }
        if (placeholder && kept.isEmpty()) {
            made.add(new Content(null, group, List.of()));
        }
        while (!rest.isEmpty()) {
            List<ObjectNode> some = new ArrayList<>();
            while (!rest.isEmpty() && some.size() < wanted.capacity()) {
                some.add(rest.poll());
            }
            made.add(new Content(null, group, some));
        }
    }

    static String identity(JsonNode endpoint) {
        return endpoint.path("addresses").path(0).asString("") + "/"
                + endpoint.path("targetRef").path("uid").asString("");
    }

    private void write(Content content, int number) {
        JsonNode endpoints = content.endpoints().isEmpty()
                ? NullNode.getInstance()
                : Json.MAPPER.createArrayNode().addAll(content.endpoints());
        EndpointSlice slice = content.slice();
        if (slice == null) {
            create(content.group(), endpoints, number);
            return;
        }
        ObjectNode body = Json.object();
        boolean sameEndpoints = same(slice.endpoints(), endpoints);
        if (!sameEndpoints) {
            body.set("endpoints", endpoints);
        }
        if (!same(slice.ports(), content.group().ports())) {
            body.set("ports", content.group().ports());
        }
        ObjectNode labels = Difference.between(Json.tree((Object) slice.metadata().labels()), tree(wanted.labels()));
        if (!labels.isEmpty()) {
            body.putObject("metadata").set("labels", labels);
        }
        ObjectNode annotations = Difference.between(withoutTrigger(slice), tree(wanted.annotations()));
        if (body.isEmpty() && annotations.isEmpty()) {
            return;
        }
        if (wanted.trigger() != null) {
            annotations.put(TRIGGER, wanted.trigger());
        } else if (slice.metadata().annotations().containsKey(TRIGGER)) {
            annotations.putNull(TRIGGER);
        }
        if (!annotations.isEmpty()) {
            body.withObject("metadata").set("annotations", annotations);
        }
        if (wanted.generated() == Generated.DROPPED && slice.metadata().generateName() != null) {
            body.withObject("metadata").putNull("generateName");
        }
        writes.add(Write.merge(Kinds.ENDPOINT_SLICES, slice.metadata(), body));
    }

    private static boolean same(@Nullable JsonNode one, JsonNode other) {
        boolean none = one == null || one.isNull() || one.isEmpty();
        return none ? other.isNull() || other.isEmpty() : Difference.same(one, other);
    }

    private static ObjectNode withoutTrigger(EndpointSlice slice) {
        ObjectNode annotations = tree(slice.metadata().annotations());
        annotations.remove(TRIGGER);
        return annotations;
    }

    private static ObjectNode tree(Map<String, String> map) {
        return Json.tree((Object) map);
    }

    private void create(Group group, JsonNode endpoints, int number) {
        Meta owner = wanted.owner();
        ObjectNode slice = Json.object().put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
        String generateName = owner.name() + "-";
        ObjectNode metadata = slice.putObject("metadata")
                .put("generateName", generateName)
                .put("name", PodTemplates.named(generateName, Names.suffix(wanted.seed() + "/" + number)))
                .put("namespace", owner.key().namespace());
        metadata.set("labels", tree(wanted.labels()));
        ObjectNode annotations = tree(wanted.annotations());
        if (wanted.trigger() != null) {
            annotations.put(TRIGGER, wanted.trigger());
        }
        if (!annotations.isEmpty()) {
            metadata.set("annotations", annotations);
        }
        ArrayNode owners = metadata.putArray("ownerReferences");
        owners.add(wanted.reference());
        slice.put("addressType", group.addressType());
        slice.set("endpoints", endpoints);
        slice.set("ports", group.ports());
        writes.add(Write.create(Kinds.ENDPOINT_SLICES, owner.key().namespace(), slice));
    }
}
