package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Forbidden;
import io.navarch.apiserver.admission.Plugin;
import io.navarch.apiserver.admission.policy.Invocations.Invocation;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * ValidatingAdmissionPolicies: every validation of every policy the write meets is evaluated; the first one that says no, of a binding
 * that denies, is the answer.
 */
public final class ValidatingPolicies implements Plugin {

    private static final int LONGEST_MESSAGE = 5 << 10;

    private final Authorizer authorizer;
    private final Invocations<Program> invocations;

    /** What a policy checks. */
    private record Program(Compiled compiled, List<Validation> validations, List<Compiled.Expression> annotations) {}

    private record Validation(JsonNode spec, Compiled.Expression expression, Compiled.@org.jspecify.annotations.Nullable Expression message) {}

    private record Denial(String reason, String message) {}

    public ValidatingPolicies(Objects objects, TypeRegistry types, Authorizer authorizer) {
        this.authorizer = authorizer;
        this.invocations = new Invocations<>(
                objects, types, "validatingadmissionpolicies", "validatingadmissionpolicybindings", ValidatingPolicies::compile);
    }

    @Override
    public String name() {
        return "ValidatingAdmissionPolicy";
    }

    private static Program compile(JsonNode spec) {
        Compiled compiled = new Compiled(spec);
        List<Validation> validations = spec.path("validations").valueStream()
                .map(v -> {
                    String message = v.path("messageExpression").asString("");
                    return new Validation(
                            v,
                            Compiled.expression(compiled.environment(), v.path("expression").asString(""), Condition.Result.BOOL),
                            message.isBlank()
                                    ? null
                                    : Compiled.expression(compiled.environment().unauthorized(), message, Condition.Result.STRING));
                })
                .toList();
        List<Compiled.Expression> annotations = spec.path("auditAnnotations").valueStream()
                .map(v -> Compiled.expression(
                        compiled.environment(), v.path("valueExpression").asString(""), Condition.Result.STRING_OR_NULL))
                .toList();
        return new Program(compiled, validations, annotations);
    }

    @Override
    public void validate(Attributes a) {
        Refusal first = null;
        for (Invocation<Program> invocation : invocations.of(a)) {
            for (Denial denial : judge(invocation, a)) {
                Refusal refusal = act(invocation, denial, a);
                first = first == null ? refusal : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private List<Denial> judge(Invocation<Program> invocation, Attributes a) {
        boolean ignored = invocation.policy().ignoresFailures();
        List<Denial> denials = new ArrayList<>(0);
        if (!invocation.failure().isEmpty()) {
            failed(invocation.failure(), ignored, denials);
            return denials;
        }
        Program program = invocation.policy().program();
        Map<String, Object> inputs =
                Inputs.of(a, invocation.shown(), invocations.namespace(a), invocation.param(), authorizer);
        try {
            if (!program.compiled().matches(inputs)) {
                return denials;
            }
        } catch (Compiled.Failure failure) {
            failed(failure.getMessage(), ignored, denials);
            return denials;
        }
        Map<String, Object> all = program.compiled().withVariables(inputs);
        for (Validation validation : program.validations()) {
            try {
                if (!Boolean.TRUE.equals(validation.expression().evaluate(all))) {
                    denials.add(new Denial(
                            validation.spec().path("reason").asString("Invalid"), message(validation, all)));
                }
            } catch (Compiled.Failure failure) {
                failed(failure.getMessage(), ignored, denials);
            }
        }
        for (Compiled.Expression annotation : program.annotations()) {
            try {
                annotation.evaluate(all);
            } catch (Compiled.Failure failure) {
                failed(failure.getMessage(), ignored, denials);
            }
        }
        return denials;
    }

    private static void failed(String message, boolean ignored, List<Denial> denials) {
        if (!ignored) {
            denials.add(new Denial("", message));
        }
    }

    private static String message(Validation validation, Map<String, Object> inputs) {
        if (validation.message() != null) {
            try {
                String said = String.valueOf(validation.message().evaluate(inputs)).strip();
                if (!said.isEmpty() && said.length() <= LONGEST_MESSAGE && said.indexOf('\n') < 0) {
                    return said;
                }
            } catch (Compiled.Failure unsaid) {
                // The fixed message stands in for an expression that comes to nothing.
                return fixed(validation);
            }
        }
        return fixed(validation);
    }

    private static String fixed(Validation validation) {
        String message = validation.spec().path("message").asString("").strip();
        return message.isEmpty() ? "failed expression: " + validation.expression().text() : message;
    }

    /** Null when the binding does not deny. */
    private static @org.jspecify.annotations.Nullable Refusal act(Invocation<Program> invocation, Denial denial, Attributes a) {
        String policy = invocation.policy().name();
        Refusal refusal = null;
        if (invocation.binding() == null || !invocation.failure().isEmpty()) {
            return refusal(a, denial, policy, invocation.bindingName());
        }
        for (JsonNode action : invocation.binding().path("spec").path("validationActions")) {
            switch (action.asString("")) {
                case "Deny" -> refusal = refusal(a, denial, policy, invocation.bindingName());
                case "Warn" -> a.warnings().accept("Validation failed for ValidatingAdmissionPolicy '" + policy + "' with binding '"
                        + invocation.bindingName() + "': " + denial.message());
                default -> {}
            }
        }
        return refusal;
    }

    private static Refusal refusal(Attributes a, Denial denial, String policy, String binding) {
        String message = "ValidatingAdmissionPolicy '" + policy + "'" + (binding.isEmpty() ? "" : " with binding '" + binding + "'")
                + " denied request: " + denial.message();
        Refusal plain = Forbidden.because(a, message);
        String reason = denial.reason().isEmpty() ? "Invalid" : denial.reason();
        int code = switch (reason) {
            case "Forbidden" -> 403;
            case "Unauthorized" -> 401;
            case "RequestEntityTooLarge" -> 413;
            default -> 422;
        };
        return Refusal.of(
                code,
                reason,
                plain.message(),
                plain.details().map(d -> d.withCauses(List.of(new Details.Cause("", message, "")))).orElse(null));
    }
}
