package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.cel.Declared;
import io.navarch.apiserver.cel.Expressions;
import io.navarch.apiserver.cel.Program;
import io.navarch.apiserver.cel.Values;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The x-kubernetes-validations of a schema and of all below it, compiled. A value that has not changed is not held against a rule it
 * breaks: the complaint becomes a warning, unless the rule is about the change itself.
 */
final class CustomRules {

    /** Nothing to check here or below. */
    private static final CustomRules NONE = new CustomRules(List.of(), Map.of(), null, null);

    /** One rule; without a program it did not compile, which the definition's validation has told. */
    private record Compiled(JsonNode rule, @Nullable Program program, @Nullable Program message, String place) {

        boolean aboutChange() {
            return program != null && program.uses("oldSelf");
        }
    }

    private final List<Compiled> rules;
    private final Map<String, CustomRules> properties;
    private final @Nullable CustomRules items;
    private final @Nullable CustomRules values;
    private JsonNode schema = io.navarch.machinery.object.Json.object();
    private Declared.Part part = Declared.Part.VALUE;

    private CustomRules(
            List<Compiled> rules,
            Map<String, CustomRules> properties,
            @Nullable CustomRules items,
            @Nullable CustomRules values) {
        this.rules = rules;
        this.properties = properties;
        this.items = items;
        this.values = values;
    }

    /** Of a whole object's schema. */
    static CustomRules of(JsonNode openApiSchema) {
        return of(openApiSchema, Declared.Part.RESOURCE);
    }

    /** Of the schema of a part of an object. */
    static CustomRules ofValue(JsonNode schema) {
        return of(schema, Declared.Part.VALUE);
    }

    private static CustomRules of(JsonNode schema, Declared.Part part) {
        if (!SchemaTree.any(schema, node -> !node.path("x-kubernetes-validations").isEmpty())) {
            return NONE;
        }
        Map<String, CustomRules> properties = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            CustomRules below = of(property.getValue(), partOf(property.getValue()));
            if (!below.areNone()) {
                properties.put(property.getKey(), below);
            }
        }
        JsonNode items = schema.path("items");
        JsonNode additional = schema.path("additionalProperties");
        CustomRules rules = new CustomRules(
                compile(schema, part),
                properties,
                items.isObject() ? of(items, partOf(items)) : null,
                additional.isObject() ? of(additional, partOf(additional)) : null);
        rules.schema = schema;
        rules.part = part;
        return rules;
    }

    private static Declared.Part partOf(JsonNode schema) {
        return schema.path("x-kubernetes-embedded-resource").asBoolean(false) ? Declared.Part.RESOURCE : Declared.Part.VALUE;
    }

    private static List<Compiled> compile(JsonNode schema, Declared.Part part) {
        JsonNode list = schema.path("x-kubernetes-validations");
        Declared self = list.isEmpty() ? null : Declared.of(schema, part);
        if (self == null) {
            return List.of();
        }
        RuleExpressions expressions = new RuleExpressions(self);
        List<Compiled> compiled = new ArrayList<>();
        for (JsonNode rule : list) {
            Expressions with = expressions.of(rule);
            String message = text(rule, "messageExpression");
            compiled.add(new Compiled(
                    rule,
                    program(with.compile(text(rule, "rule"))),
                    message.isEmpty() ? null : program(with.compile(message)),
                    place(rule, schema)));
        }
        return compiled;
    }

    private static @Nullable Program program(Expressions.Compiled compiled) {
        return compiled instanceof Expressions.Compiled.Good good ? good.program() : null;
    }

    private static String place(JsonNode rule, JsonNode schema) {
        String path = text(rule, "fieldPath");
        try {
            return path.isEmpty() ? "" : SchemaPath.parse(path, schema, SchemaPath.Brackets.ALLOWED).path().toString();
        } catch (SchemaPath.Wrong wrong) {
            return "";
        }
    }

    boolean areNone() {
        return rules.isEmpty()
                && properties.isEmpty()
                && (items == null || items.areNone())
                && (values == null || values.areNone());
    }

    List<FieldError> check(JsonNode value, @Nullable JsonNode old) {
        return check(value, old, warning -> {});
    }

    /** @param warnings told what is let pass because it has not changed */
    List<FieldError> check(JsonNode value, @Nullable JsonNode old, Consumer<String> warnings) {
        List<FieldError> errors = new ArrayList<>(0);
        check(value, new Before(old, old != null && old.equals(value), true), FieldPath.ROOT, errors, warnings);
        return errors;
    }

    /**
     * What a value was before.
     *
     * @param value null when it was not, or cannot be told
     * @param unchanged it, or else the nearest value around it that can be told
     * @param root this is the whole object
     */
    private record Before(@Nullable JsonNode value, boolean unchanged, boolean root) {

        Before at(@Nullable JsonNode now, @Nullable JsonNode old) {
            return new Before(old, old == null ? unchanged : old.equals(now), false);
        }
    }

    private void check(JsonNode value, Before before, FieldPath path, List<FieldError> errors, Consumer<String> warnings) {
        if (value.isNull()) {
            return;
        }
        if (!rules.isEmpty()) {
            new Evaluation(value, before, path, errors, warnings).all();
        }
        if (value.isArray() && items != null) {
            for (int i = 0; i < value.size(); i++) {
                JsonNode old = counterpart(value.get(i), before.value);
                items.check(value.get(i), before.at(value.get(i), old), path.index(i), errors, warnings);
            }
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                JsonNode old = before.value == null ? null : before.value.get(field.getKey());
                CustomRules known = properties.get(field.getKey());
                if (known != null) {
                    known.check(field.getValue(), before.at(field.getValue(), old), path.child(field.getKey()), errors, warnings);
                } else if (values != null && !schema.path("properties").has(field.getKey())) {
                    values.check(field.getValue(), before.at(field.getValue(), old), path.key(field.getKey()), errors, warnings);
                }
            }
        }
    }

    private @Nullable JsonNode counterpart(JsonNode item, @Nullable JsonNode before) {
        if (before == null || !text(schema, "x-kubernetes-list-type").equals("map")) {
            return null;
        }
        List<String> keys = Definition.texts(schema.path("x-kubernetes-list-map-keys"));
        for (JsonNode old : before) {
            if (keys.stream().allMatch(key -> old.path(key).equals(item.path(key)))) {
                return old;
            }
        }
        return null;
    }

    /** One value against the rules of its schema. */
    private final class Evaluation {
        private final JsonNode value;
        private final Before before;
        private final FieldPath path;
        private final List<FieldError> errors;
        private final Consumer<String> warnings;

        Evaluation(JsonNode value, Before before, FieldPath path, List<FieldError> errors, Consumer<String> warnings) {
            this.value = value;
            this.before = before;
            this.path = path;
            this.errors = errors;
            this.warnings = warnings;
        }

        void all() {
            Object self = Values.of(value, schema, part);
            Object oldSelf = before.value == null || before.value.isNull() ? null : Values.of(before.value, schema, part);
            for (Compiled compiled : rules) {
                boolean optional = compiled.rule.path("optionalOldSelf").asBoolean(false);
                if (compiled.program == null || compiled.aboutChange() && oldSelf == null && !optional) {
                    continue;
                }
                Map<String, Object> variables = new HashMap<>();
                variables.put("self", self);
                if (optional) {
                    variables.put("oldSelf", Optional.ofNullable(oldSelf));
                } else if (oldSelf != null) {
                    variables.put("oldSelf", oldSelf);
                }
                one(compiled, variables);
            }
        }

        private void one(Compiled compiled, Map<String, Object> variables) {
            RuleText words = new RuleText(compiled.rule);
            try {
                if (compiled.program != null && Boolean.TRUE.equals(compiled.program.evaluate(variables))) {
                    return;
                }
            } catch (io.navarch.apiserver.cel.EvaluationFailure failure) {
                errors.add(new FieldError(
                        FieldError.Type.INVALID, field(""), text(schema, "type"), words.failed(failure.getMessage())));
                return;
            }
            boolean whole = value.isContainer();
            String detail = words.detail(compiled.message, variables);
            FieldError error = words.error(field(compiled.place), whole ? FieldError.OMITTED : value, detail);
            if (!compiled.aboutChange() && before.unchanged) {
                warnings.accept(error.toString());
            } else {
                errors.add(error);
            }
        }

        private String field(String place) {
            String at = path.toString();
            if (at.isEmpty()) {
                return place.isEmpty() ? "<nil>" : place;
            }
            return place.isEmpty() ? at : at + "." + place;
        }
    }
}
