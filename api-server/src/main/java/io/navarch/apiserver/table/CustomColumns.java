package io.navarch.apiserver.table;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The columns a custom resource's definition asks for. */
record CustomColumns(List<ResourceType.PrinterColumn> paths) {

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.parse("Name").getFirst());
        for (ResourceType.PrinterColumn path : paths.isEmpty() ? AGE : paths) {
            String description = path.description().isEmpty()
                    ? "Custom resource definition column (in JSONPath format): " + path.jsonPath()
                    : path.description();
            columns.add(new Column(path.name(), path.type(), path.format(), description, path.priority()));
        }
        return columns;
    }

    private static final List<ResourceType.PrinterColumn> AGE =
            List.of(new ResourceType.PrinterColumn("Age", "date", "", "", 0, ".metadata.creationTimestamp"));

    List<@Nullable Object> row(Printed o) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(o.name());
        for (ResourceType.PrinterColumn path : paths.isEmpty() ? AGE : paths) {
            cells.add(ObjectPath.first(o.object(), path.jsonPath()).map(value -> cell(path.type(), value, o)).orElse(null));
        }
        return cells;
    }

    private static @Nullable Object cell(String type, JsonNode value, Printed o) {
        return switch (type) {
            case "integer" -> value.isNumber() ? (Object) value.longValue() : null;
            case "number" -> value.isNumber() ? (Object) value.doubleValue() : null;
            case "boolean" -> value.isBoolean() ? (Object) value.booleanValue() : null;
            case "date" -> value.isString() ? date(value.stringValue(), o) : null;
            case "string" -> value.isContainer() ? GoText.json(value) : GoText.value(value);
            default -> null;
        };
    }

    private static String date(String time, Printed o) {
        String since = HumanDuration.since(time, o.now());
        return since.equals("<unknown>") && !time.isEmpty() ? "<invalid>" : since;
    }
}
