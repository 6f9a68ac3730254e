package io.navarch.apiserver.table;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects as Tables and as metadata only. */
public final class Tables {

    /** What a Table's rows carry beside their cells. */
    public enum IncludeObject {
        NONE,
        METADATA,
        OBJECT;

        /** Of the query parameter; "" is Metadata. */
        public static IncludeObject of(String parameter) {
            return switch (parameter) {
                case "", "Metadata" -> METADATA;
                case "None" -> NONE;
                case "Object" -> OBJECT;
                default -> throw Refusal.badRequest("unrecognized includeObject value: \"" + parameter + "\"");
            };
        }
    }

    /** Whether the Table names its columns; in a watch only the first event's does. */
    public enum Headers { SHOWN, LEFT_OUT }

    /** How a Table is asked for: metaVersion is "v1" or "v1beta1". */
    public record Options(String metaVersion, IncludeObject include, Headers headers, Instant now) {}

    private Tables() {}

    /**
     * A Table of objects.
     *
     * @param metadata of the list (resourceVersion, continue, remainingItemCount), or of the one object, of which only resourceVersion is
     *     taken
     */
    public static ObjectNode render(
            ResourceType type, Iterable<? extends JsonNode> objects, JsonNode metadata, Options options) {
        if (type.custom() != null) {
            CustomColumns columns = new CustomColumns(type.columns());
            return table(columns.columns(), columns::row, objects, metadata, options);
        }
        BuiltInColumns columns = BuiltInColumns.of(type.group(), type.plural());
        ObjectNode table = table(columns.columns(), o -> columns.row().apply(o), objects, metadata, options);
        return columns == BuiltInColumns.GENERIC ? emptyAsNull(table) : table;
    }

    /** Kubernetes' printers make an empty list of no rows, what serves all other kinds makes null. */
    private static ObjectNode emptyAsNull(ObjectNode table) {
        if (table.path("rows").isEmpty()) {
            table.putNull("rows");
        }
        return table;
    }

    /** A Table of one Scale. */
    public static ObjectNode scale(JsonNode scale, Options options) {
        BuiltInColumns columns = BuiltInColumns.of("autoscaling", "scale");
        return table(columns.columns(), o -> columns.row().apply(o), List.of(scale), scale.path("metadata"), options);
    }

    private interface Row {
        List<? extends @Nullable Object> cells(Printed object);
    }

    private static ObjectNode table(
            List<Column> columns, Row row, Iterable<? extends JsonNode> objects, JsonNode metadata, Options options) {
        ObjectNode table = Json.object();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/" + options.metaVersion);
        ObjectNode listMeta = table.putObject("metadata");
        for (String field : List.of("resourceVersion", "continue", "remainingItemCount")) {
            if (metadata.hasNonNull(field)) {
                listMeta.set(field, metadata.get(field));
            }
        }
        if (options.headers == Headers.SHOWN) {
            ArrayNode definitions = table.putArray("columnDefinitions");
            columns.forEach(column -> column.write(definitions.addObject()));
        } else {
            table.putNull("columnDefinitions");
        }
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (JsonNode object : objects) {
            ObjectNode out = rows.addObject();
            out.set("cells", Json.MAPPER.valueToTree(row.cells(new Printed(object, options.now))));
            switch (options.include) {
                case NONE -> out.putNull("object");
                case METADATA -> out.set("object", metadata(object, options.metaVersion));
                case OBJECT -> out.set("object", object);
            }
            condition(object, out);
        }
        table.set("rows", rows);
        return table;
    }

    /** Pods that have ended are marked, so that clients may pass them over. */
    private static void condition(JsonNode object, ObjectNode row) {
        String phase = object.path("status").path("phase").asString("");
        if (object.path("kind").asString("").equals("Pod") && Set.of("Succeeded", "Failed").contains(phase)) {
            row.putArray("conditions").addObject()
                    .put("type", "Completed")
                    .put("status", "True")
                    .put("reason", phase)
                    .put("message", phase.equals("Succeeded")
                            ? "The pod has completed successfully."
                            : "The pod failed.");
        }
    }

    /** PartialObjectMetadata of an object. */
    public static ObjectNode metadata(JsonNode object, String metaVersion) {
        ObjectNode partial = Json.object();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/" + metaVersion);
        JsonNode metadata = object.path("metadata");
        partial.set("metadata", metadata.isObject() ? metadata : Json.object());
        return partial;
    }

    /** PartialObjectMetadataList of objects. */
    public static ObjectNode metadataList(Iterable<? extends JsonNode> objects, JsonNode listMetadata, String metaVersion) {
        ObjectNode list = Json.object();
        list.put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/" + metaVersion);
        list.set("metadata", listMetadata);
        ArrayNode items = Json.MAPPER.createArrayNode();
        objects.forEach(object -> items.add(metadata(object, metaVersion)));
        if (items.isEmpty()) {
            list.putNull("items");
        } else {
            list.set("items", items);
        }
        return list;
    }

    /** The answer to a list asked for as one object's metadata; the type is Go's, as "*apps.DeploymentList". */
    public static Refusal isList(String goType) {
        return Refusal.of(
                Reason.NOT_ACCEPTABLE,
                "you requested PartialObjectMetadata, but the requested object is a list (" + goType + ")",
                null);
    }

    /** The answer to one object asked for as a list of metadata. */
    public static Refusal isNoList(String goType) {
        return Refusal.of(
                Reason.NOT_ACCEPTABLE,
                "you requested PartialObjectMetadataList, but the requested object is not a list (" + goType + ")",
                null);
    }
}
