package io.navarch.apiserver.crd;

import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.verb.EmbeddedMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A resource within a resource says of what kind it is, and its metadata follows the rules of metadata. */
final class EmbeddedResources {

    private final List<FieldError> errors = new ArrayList<>(0);

    private EmbeddedResources() {}

    static List<FieldError> validate(Schema schema, JsonNode object) {
        EmbeddedResources embedded = new EmbeddedResources();
        embedded.value(schema, object, FieldPath.ROOT);
        return embedded.errors;
    }

    private void value(Schema schema, JsonNode value, FieldPath path) {
        if (!schema.custom()) {
            return;
        }
        if (value instanceof ObjectNode object) {
            if (schema.embeddedResource()) {
                resource(object, path);
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                Schema named = schema.properties().get(field.getKey());
                if (named != null) {
                    value(named, field.getValue(), path.child(field.getKey()));
                } else if (schema.additionalProperties() != null) {
                    value(schema.additionalProperties(), field.getValue(), path.key(field.getKey()));
                }
            }
        } else if (value.isArray() && schema.items() != null) {
            for (int i = 0; i < value.size(); i++) {
                value(schema.items(), value.get(i), path.index(i));
            }
        }
    }

    private void resource(ObjectNode object, FieldPath path) {
        for (String field : List.of("apiVersion", "kind")) {
            if (!object.has(field)) {
                errors.add(FieldError.required(path.child(field), ""));
            }
        }
        if (object.has("apiVersion")) {
            apiVersion(object.get("apiVersion"), path.child("apiVersion"));
        }
        if (object.has("kind")) {
            kind(object.get("kind"), path.child("kind"));
        }
        if (object.has("metadata")) {
            errors.addAll(EmbeddedMetadata.validate(object, path.child("metadata")));
        }
    }

    private void apiVersion(JsonNode version, FieldPath path) {
        if (!version.isString()) {
            errors.add(FieldError.invalid(path, version, "must be a string"));
        } else if (version.stringValue().isEmpty()) {
            errors.add(FieldError.invalid(path, "", "must not be empty"));
        } else if (version.stringValue().chars().filter(c -> c == '/').count() > 1) {
            errors.add(FieldError.invalid(path, version, "unexpected GroupVersion string: " + version.stringValue()));
        }
    }

    private void kind(JsonNode kind, FieldPath path) {
        if (!kind.isString()) {
            errors.add(FieldError.invalid(path, kind, "must be a string"));
            return;
        }
        List<String> problems = Formats.dns1035Label(kind.stringValue().toLowerCase(Locale.ROOT));
        if (kind.stringValue().isEmpty()) {
            errors.add(FieldError.invalid(path, "", "must not be empty"));
        } else if (!problems.isEmpty()) {
            errors.add(FieldError.invalid(
                    path, kind, "may have mixed case, but should otherwise match: " + String.join(",", problems)));
        }
    }
}
