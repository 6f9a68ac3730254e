package io.navarch.apiserver.patch;

import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Patch, with the freedoms kube-apiserver's library takes: {@code replace} of a missing field adds it, an index may be negative and
 * counts from the end, {@code copy} of a missing field makes a null.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
public final class JsonPatch {

    /** As kube-apiserver: a patch has at most so many operations. */
    public static final int MAX_OPERATIONS = 10_000;

    /** What all copies of one patch may add, in JSON characters: as much as a request body may be, so that copies cannot blow it up. */
    private static final long MAX_COPIED_CHARACTERS = 3 * 1024 * 1024;

    private static final Set<String> MEMBERS = Set.of("op", "path", "from", "value");

    private JsonNode document;
    private long copied;

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    /** The document after the patch; both stay as they are. */
    public static JsonNode apply(JsonNode document, JsonNode patch) {
        List<ObjectNode> operations = operations(patch);
        if (operations.size() > MAX_OPERATIONS) {
            throw Refusal.of(
                    Reason.ENTITY_TOO_LARGE,
                    "The allowed maximum operations in a JSON patch is " + MAX_OPERATIONS + ", got " + operations.size(),
                    null);
        }
        JsonPatch work = new JsonPatch(document.deepCopy());
        operations.forEach(work::run);
        return work.document;
    }

    /** What fieldValidation finds wrong in the patch itself. */
    public static List<String> unknownMembers(JsonNode patch) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < patch.size(); i++) {
            for (String member : patch.get(i).propertyNames()) {
                if (!MEMBERS.contains(member)) {
                    found.add("json patch unknown field " + GoText.quote("[" + i + "]." + member));
                }
            }
        }
        return found;
    }

    private static List<ObjectNode> operations(JsonNode patch) {
        if (!patch.isArray()) {
            throw undecodable(patch, "Go value of type []handlers.jsonPatchOp");
        }
        List<ObjectNode> operations = new ArrayList<>(patch.size());
        for (JsonNode operation : patch) {
            if (!(operation instanceof ObjectNode object)) {
                throw undecodable(operation, "Go value of type handlers.jsonPatchOp");
            }
            for (String member : List.of("op", "path", "from")) {
                JsonNode text = object.get(member);
                if (text != null && !text.isString() && !text.isNull()) {
                    throw undecodable(text, "Go struct field jsonPatchOp." + member + " of type string");
                }
            }
            operations.add(object);
        }
        return operations;
    }

    private static Refusal undecodable(JsonNode value, String target) {
        String type = value.isBoolean() ? "bool" : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        return Refusal.badRequest("error decoding patch: json: cannot unmarshal " + type + " into " + target);
    }

    private void run(ObjectNode operation) {
        String path = text(operation, "path").orElseThrow(JsonPatch::inapplicable);
        switch (text(operation, "op").orElse("unknown")) {
            case "add" -> place(path).add(value(operation));
            case "remove" -> place(path).remove();
            case "replace" -> replace(path, value(operation));
            case "move" -> {
                Place from = place(text(operation, "from").orElseThrow(JsonPatch::inapplicable));
                JsonNode moved = from.get().orElseThrow(JsonPatch::inapplicable);
                from.remove();
                place(path).add(moved);
            }
            case "copy" -> {
                Place from = place(text(operation, "from").orElseThrow(JsonPatch::inapplicable));
                JsonNode copy = from.get().map(JsonNode::deepCopy).orElse(NullNode.getInstance());
                copied += copy.toString().length();
                if (copied > MAX_COPIED_CHARACTERS) {
                    throw inapplicable();
                }
                place(path).add(copy);
            }
            case "test" -> test(path, value(operation));
            default -> throw inapplicable();
        }
    }

    private void replace(String path, JsonNode value) {
        if (!path.isEmpty()) {
            place(path).replace(value);
        } else if (value.isContainer()) {
            document = value;
        } else {
            throw inapplicable();
        }
    }

    private void test(String path, JsonNode expected) {
        JsonNode actual = path.isEmpty() ? document : place(path).get().orElse(NullNode.getInstance());
        if (!SameJson.same(actual, expected)) {
            throw inapplicable();
        }
    }

    private static Optional<String> text(ObjectNode operation, String member) {
        JsonNode value = operation.get(member);
        return value != null && value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /** The value is copied, lest two operations or two patched objects share it. */
    private static JsonNode value(ObjectNode operation) {
        JsonNode value = operation.get("value");
        return value == null ? NullNode.getInstance() : value.deepCopy();
    }

    private Place place(String pointer) {
        String[] parts = pointer.split("/", -1);
        if (parts.length < 2) {
            throw inapplicable();
        }
        JsonNode container = document;
        for (int i = 1; i < parts.length - 1; i++) {
            container = new Place(container, unescaped(parts[i])).get().orElseThrow(JsonPatch::inapplicable);
            if (!container.isContainer()) {
                throw inapplicable();
            }
        }
        return new Place(container, unescaped(parts[parts.length - 1]));
    }

    private static String unescaped(String token) {
        return token.indexOf('~') < 0 ? token : token.replace("~1", "/").replace("~0", "~");
    }

    static Refusal inapplicable() {
        return Refusal.of(
                Reason.INVALID, "the server rejected our request due to an error in our request", Details.of("", "", ""));
    }

    /** A field of an object, there or not, or a position in a list. */
    private record Place(JsonNode container, String key) {

        Optional<JsonNode> get() {
            return switch (container) {
                case ObjectNode object -> Optional.ofNullable(object.get(key));
                case ArrayNode list -> Optional.of(list.get(index(list.size() - 1, list.size())));
                default -> throw inapplicable();
            };
        }

        void add(JsonNode value) {
            switch (container) {
                case ObjectNode object -> object.set(key, value);
                case ArrayNode list when key.equals("-") -> list.add(value);
                case ArrayNode list -> list.insert(index(list.size(), list.size() + 1), value);
                default -> throw inapplicable();
            }
        }

        void replace(JsonNode value) {
            switch (container) {
                case ObjectNode object -> object.set(key, value);
                case ArrayNode list -> list.set(index(list.size() - 1, list.size()), value);
                default -> throw inapplicable();
            }
        }

        void remove() {
            @Nullable JsonNode removed = switch (container) {
                case ObjectNode object -> object.remove(key);
                case ArrayNode list -> list.remove(index(list.size() - 1, list.size()));
                default -> null;
            };
            if (removed == null) {
                throw inapplicable();
            }
        }

        /** Between 0 and last; a negative index counts back from size. */
        private int index(int last, int size) {
            try {
                int index = Integer.parseInt(key);
                int fromStart = index < 0 ? index + size : index;
                if (fromStart >= 0 && fromStart <= last) {
                    return fromStart;
                }
            } catch (NumberFormatException notAnIndex) {
                throw inapplicable();
            }
            throw inapplicable();
        }
    }
}
