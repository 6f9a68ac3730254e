package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How messages show parts of a definition: by Go's names for their fields. */
final class InternalForm {

    private InternalForm() {}

    /** A list of versions; what they have alike is not shown. */
    static JsonNode versions(List<JsonNode> versions, Predicate<String> alike) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (JsonNode version : versions) {
            ObjectNode shown = list.addObject();
            shown.put("Name", text(version, "name"));
            shown.put("Served", version.path("served").asBoolean(false));
            shown.put("Storage", version.path("storage").asBoolean(false));
            shown.put("Deprecated", version.path("deprecated").asBoolean(false));
            shown.set("DeprecationWarning", version.get("deprecationWarning"));
            part(shown, "Schema", version, "schema", alike);
            part(shown, "Subresources", version, "subresources", alike);
            part(shown, "AdditionalPrinterColumns", version, "additionalPrinterColumns", alike);
            part(shown, "SelectableFields", version, "selectableFields", alike);
        }
        return list;
    }

    private static void part(ObjectNode shown, String name, JsonNode version, String field, Predicate<String> alike) {
        JsonNode value = version.get(field);
        if (value == null || alike.test(field)) {
            shown.putNull(name);
        } else {
            shown.set(name, value);
        }
    }

    /** A rule of x-kubernetes-validations. */
    static JsonNode rule(JsonNode rule) {
        ObjectNode shown = Json.object();
        shown.put("Rule", text(rule, "rule"));
        shown.put("Message", text(rule, "message"));
        shown.put("MessageExpression", text(rule, "messageExpression"));
        shown.set("Reason", rule.get("reason"));
        shown.put("FieldPath", text(rule, "fieldPath"));
        shown.set("OptionalOldSelf", rule.get("optionalOldSelf"));
        return shown;
    }
}
