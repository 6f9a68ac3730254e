package io.navarch.apiserver.admission.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.navarch.apiserver.cel.AuthorizerFunctions;
import io.navarch.apiserver.cel.Declared;
import io.navarch.apiserver.cel.Expressions;
import io.navarch.apiserver.cel.PatchTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment of an expression of admission: which variables it sees, and what it may evaluate to. */
public record Condition(boolean params, boolean authorizer, Map<String, Declared> variables) {

    /** What an expression is for, and so what it evaluates to. */
    public enum Result {
        BOOL,
        STRING,
        STRING_OR_NULL,
        ANYTHING,
        OBJECT,
        JSON_PATCHES;

        private Optional<String> complaint(CelType type) {
            boolean right = switch (this) {
                case BOOL -> type.equals(SimpleType.BOOL);
                case STRING -> type.equals(SimpleType.STRING);
                case STRING_OR_NULL -> type.equals(SimpleType.STRING) || type.equals(SimpleType.NULL_TYPE);
                case ANYTHING -> true;
                case OBJECT -> type.name().equals(PatchTypes.OBJECT);
                case JSON_PATCHES -> type instanceof ListType list && list.elemType().name().equals(PatchTypes.JSON_PATCH.name());
            };
            String wanted = switch (this) {
                case BOOL -> "bool";
                case STRING, ANYTHING -> "string";
                case STRING_OR_NULL -> "one of [string null_type]";
                case OBJECT -> "Object";
                case JSON_PATCHES -> "list(JSONPatch)";
            };
            return right ? Optional.empty() : Optional.of("must evaluate to " + wanted + " but got " + CelTypes.format(type));
        }
    }

    private Expressions expressions() {
        Map<String, Declared> all = new LinkedHashMap<>();
        for (String name : List.of("object", "oldObject", "request", "namespaceObject")) {
            all.put(name, Declared.dynamic());
        }
        if (params) {
            all.put("params", Declared.dynamic());
        }
        if (authorizer) {
            all.put("authorizer", Declared.of(AuthorizerFunctions.AUTHORIZER));
            all.put("authorizer.requestResource", Declared.of(AuthorizerFunctions.RESOURCE_CHECK));
        }
        if (!variables.isEmpty()) {
            all.put("variables", Declared.object(variables));
        }
        return new Expressions(all);
    }

    /** The compiled expression, or in Kubernetes' words what is wrong with it. */
    public Expressions.Compiled compile(String expression, Result result) {
        Expressions.Compiled compiled = expressions().compile(expression);
        return switch (compiled) {
            case Expressions.Compiled.Bad bad -> new Expressions.Compiled.Bad("compilation failed: " + bad.issues());
            case Expressions.Compiled.Good good -> result.complaint(good.program().resultType())
                    .<Expressions.Compiled>map(Expressions.Compiled.Bad::new)
                    .orElse(good);
        };
    }

    /** With one variable more. */
    public Condition and(String name, CelType type) {
        Map<String, Declared> more = new LinkedHashMap<>(variables);
        more.put(name, Declared.of(type));
        return new Condition(params, authorizer, more);
    }

    /** Without the authorizer. */
    public Condition unauthorized() {
        return new Condition(params, false, variables);
    }
}
