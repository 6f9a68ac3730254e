package io.navarch.apiserver.crd;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.ResourceType.CustomDetails;
import io.navarch.apiserver.schema.StructuralValidation;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldError.Type;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with a custom resource, metadata apart: values, replicas, embedded resources, lists with keys, and then the rules. */
final class CustomValidation {

    private static final Set<Type> BLOCKING =
            Set.of(Type.NOT_SUPPORTED, Type.REQUIRED, Type.TOO_LONG, Type.TOO_MANY, Type.TYPE_INVALID);
    private static final FieldError NOT_CHECKED = new FieldError(
            Type.INVALID,
            "<nil>",
            null,
            "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation");

    private final ResourceType type;
    private final CustomDetails details;
    private final StructuralValidation values;
    private final @Nullable StructuralValidation statusValues;
    private final CustomRules rules;

    CustomValidation(ResourceType type) {
        this.type = type;
        this.details = type.custom();
        this.values = StructuralValidation.of(details.openApiSchema());
        this.statusValues = values.property("status");
        this.rules = CustomRules.of(details.openApiSchema());
    }

    List<FieldError> create(ObjectNode object, Consumer<String> warnings) {
        List<FieldError> errors = new ArrayList<>(values.validate(object));
        replicas(object, details.scaleSpecPath(), errors);
        statusReplicas(object, errors);
        errors.addAll(EmbeddedResources.validate(type.schema(), object));
        errors.addAll(ListKeys.validate(type.schema(), object));
        return withRules(errors, object, null, warnings);
    }

    List<FieldError> update(ObjectNode object, ObjectNode old, Consumer<String> warnings) {
        List<FieldError> errors = new ArrayList<>(values.validateUpdate(object, old));
        replicas(object, details.scaleSpecPath(), errors);
        statusReplicas(object, errors);
        errors.addAll(EmbeddedResources.validate(type.schema(), object));
        if (ListKeys.validate(type.schema(), old).isEmpty()) {
            errors.addAll(ListKeys.validate(type.schema(), object));
        }
        return withRules(errors, object, old, warnings);
    }

    List<FieldError> status(ObjectNode object, ObjectNode old, Consumer<String> warnings) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode status = object.get("status");
        if (status != null && statusValues != null) {
            errors.addAll(StructuralValidation.at(
                    FieldPath.of("status"), statusValues.validateUpdate(status, old.get("status"))));
        }
        statusReplicas(object, errors);
        List<FieldError> lists = ListKeys.validate(type.schema(), object);
        if (!lists.isEmpty() && ListKeys.validate(type.schema(), old).isEmpty()) {
            errors.addAll(lists);
        }
        return withRules(errors, object, old, warnings);
    }

    private List<FieldError> withRules(
            List<FieldError> errors, ObjectNode object, @Nullable ObjectNode old, Consumer<String> warnings) {
        if (rules.areNone()) {
            return errors;
        }
        if (errors.stream().anyMatch(e -> BLOCKING.contains(e.type()))) {
            errors.add(NOT_CHECKED);
        } else {
            errors.addAll(rules.check(object, old, warnings));
        }
        return errors;
    }

    private void statusReplicas(ObjectNode object, List<FieldError> errors) {
        replicas(object, details.scaleStatusPath(), errors);
        String path = details.scaleSelectorPath();
        if (!path.isEmpty()) {
            nested(object, path, "string", "\"\"", errors);
        }
    }

    private static void replicas(ObjectNode object, String path, List<FieldError> errors) {
        if (path.isEmpty()) {
            return;
        }
        JsonNode value = nested(object, path, "int64", "0", errors);
        if (value == null) {
            return;
        }
        if (value.longValue() < 0) {
            errors.add(new FieldError(Type.INVALID, path, value.longValue(), "should be a non-negative integer"));
        } else if (value.longValue() > Integer.MAX_VALUE) {
            errors.add(new FieldError(
                    Type.INVALID, path, value.longValue(), "should be less than or equal to " + Integer.MAX_VALUE));
        }
    }

    /** The value at a path such as .spec.replicas; null when there is none, or when it is not what it should be, which is complained of. */
    private static @Nullable JsonNode nested(ObjectNode object, String path, String wanted, String zero, List<FieldError> errors) {
        String[] steps = path.substring(1).split("\\.");
        JsonNode node = object;
        String walked = "";
        for (String step : steps) {
            walked += "." + step;
            if (!node.isObject()) {
                errors.add(wrong(path, zero, walked, node, "map[string]interface{}"));
                return null;
            }
            JsonNode next = node.get(step);
            if (next == null) {
                return null;
            }
            node = next;
        }
        boolean fits = wanted.equals("string") ? node.isString() : node.isIntegralNumber() && node.canConvertToLong();
        if (!fits) {
            errors.add(wrong(path, zero, "." + String.join(".", steps), node, wanted));
            return null;
        }
        return node;
    }

    private static FieldError wrong(String path, String zero, String at, JsonNode found, String wanted) {
        Object shown = zero.equals("0") ? (Object) 0 : "";
        String goType = switch (found.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> found.isIntegralNumber() ? "int64" : "float64";
            case ARRAY -> "[]interface {}";
            case OBJECT -> "map[string]interface {}";
            case NULL, MISSING, BINARY, POJO -> "<nil>";
        };
        return new FieldError(
                Type.INVALID,
                path,
                shown,
                at + " accessor error: " + io.navarch.apiserver.status.GoText.value(found) + " is of the type " + goType + ", expected "
                        + wanted);
    }
}
