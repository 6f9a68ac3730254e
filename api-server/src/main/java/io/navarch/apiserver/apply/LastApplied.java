package io.navarch.apiserver.apply;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** kubectl's annotation of client-side apply, which lets kubectl's server-side apply take over what client-side apply had set. */
final class LastApplied {

    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    /** What all annotations of an object may hold together, in bytes. */
    private static final int MAX_ANNOTATIONS_BYTES = 256 * 1024;

    private LastApplied() {}

    /** Whose conflicts are forgiven. */
    static boolean concerns(String manager) {
        return manager.equals("kubectl");
    }

    /** The fields of the annotation that are still as it says. */
    static Optional<FieldSet> untouched(ResourceType type, ObjectNode live) {
        String text = live.path("metadata").path("annotations").path(ANNOTATION).asString("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!(Json.tree(text) instanceof ObjectNode last)
                    || !last.path("apiVersion").asString("").equals(type.apiVersion())) {
                return Optional.empty();
            }
            Comparison since = Comparison.of(type.schema(), last, live);
            return Optional.of(OwnFields.stated(type.schema(), last)
                    .difference(since.modified())
                    .difference(since.added())
                    .difference(since.removed()));
        } catch (JacksonException | Mistyped unreadable) {
            return Optional.empty();
        }
    }

    /** Keeps the annotation up to date where there is one, so that client-side apply may come back. */
    static void refresh(ObjectNode object, ObjectNode applied) {
        if (!(object.path("metadata").path("annotations") instanceof ObjectNode annotations)
                || annotations.path(ANNOTATION).asString("").isEmpty()) {
            return;
        }
        ObjectNode stated = applied.deepCopy();
        if (stated.path("metadata") instanceof ObjectNode metadata && metadata.path("annotations") instanceof ObjectNode own) {
            own.remove(ANNOTATION);
            if (own.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        annotations.put(ANNOTATION, GoText.json(sorted(stated)) + "\n");
        long bytes = 0;
        for (Map.Entry<String, JsonNode> entry : annotations.properties()) {
            bytes += entry.getKey().length() + entry.getValue().asString("").length();
        }
        if (bytes > MAX_ANNOTATIONS_BYTES) {
            annotations.remove(ANNOTATION);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = Json.object();
            node.propertyNames().stream().sorted().forEach(name -> copy.set(name, sorted(node.get(name))));
            return copy;
        }
        if (node.isArray()) {
            var copy = Json.MAPPER.createArrayNode();
            node.forEach(item -> copy.add(sorted(item)));
            return copy;
        }
        return node;
    }
}
