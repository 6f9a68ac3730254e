package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.admission.Plugin;
import io.navarch.apiserver.admission.Round;
import io.navarch.apiserver.admission.policy.Invocations.Invocation;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.defaults.TypeDefaults;
import io.navarch.apiserver.resource.Conversions;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.schema.Decoded;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.Defaults;
import io.navarch.apiserver.schema.Strictness;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** MutatingAdmissionPolicies: mutations in the order of policies, each on what the one before it made. */
public final class MutatingPolicies implements Plugin {

    private final Authorizer authorizer;
    private final InstantSource clock;
    private final Invocations<Program> invocations;

    private record Program(Compiled compiled, List<Mutation> mutations) {}

    /** One change, and how it is written. */
    private record Mutation(Kind kind, Compiled.Expression expression) {

        enum Kind {
            APPLY,
            JSON_PATCH
        }
    }

    public MutatingPolicies(Objects objects, TypeRegistry types, Authorizer authorizer, InstantSource clock) {
        this.authorizer = authorizer;
        this.clock = clock;
        this.invocations = new Invocations<>(
                objects, types, "mutatingadmissionpolicies", "mutatingadmissionpolicybindings", MutatingPolicies::compile);
    }

    @Override
    public String name() {
        return "MutatingAdmissionPolicy";
    }

    private static Program compile(JsonNode spec) {
        Compiled compiled = new Compiled(spec);
        List<Mutation> mutations = spec.path("mutations").valueStream()
                .map(m -> m.path("patchType").asString("").equals("JSONPatch")
                        ? new Mutation(Mutation.Kind.JSON_PATCH, Compiled.expression(
                                compiled.environment(), m.path("jsonPatch").path("expression").asString(""), Condition.Result.JSON_PATCHES))
                        : new Mutation(Mutation.Kind.APPLY, Compiled.expression(
                                compiled.environment(),
                                m.path("applyConfiguration").path("expression").asString(""),
                                Condition.Result.OBJECT)))
                .collect(Collectors.toList());
        return new Program(compiled, mutations);
    }

    @Override
    public void mutate(Attributes a, Round round) {
        if (a.object() == null || a.operation() == Operation.DELETE) {
            return;
        }
        List<Invocation<Program>> all = invocations.of(a);
        if (all.isEmpty()) {
            return;
        }
        for (Invocation<Program> invocation : all) {
            String id = "policy/" + invocation.policy().name() + "/" + invocation.bindingName();
            if (!round.concerns(id)) {
                continue;
            }
            try {
                if (invoke(invocation, a)) {
                    round.changed();
                }
            } catch (Compiled.Failure failed) {
                if (!invocation.policy().ignoresFailures()) {
                    throw refusal(a, invocation, String.valueOf(failed.getMessage()));
                }
            }
            boolean again = invocation.policy().spec().path("reinvocationPolicy").asString("").equals("IfNeeded");
            if (again && !round.isSecond()) {
                round.asked(id);
            }
        }
    }

    private boolean invoke(Invocation<Program> invocation, Attributes a) throws Compiled.Failure {
        if (!invocation.failure().isEmpty()) {
            throw new Compiled.Failure(invocation.failure());
        }
        Program program = invocation.policy().program();
        ResourceType shown = invocation.shown();
        JsonNode namespace = invocations.namespace(a);
        ObjectNode before = a.given().deepCopy();
        if (!program.compiled().matches(Inputs.of(a, shown, namespace, invocation.param(), authorizer))) {
            return false;
        }
        for (Mutation mutation : program.mutations()) {
            Map<String, Object> inputs = program.compiled()
                    .withVariables(Inputs.of(a, shown, namespace, invocation.param(), authorizer));
            JsonNode result = Plain.json(mutation.expression().evaluate(inputs));
            boolean own = a.given().path("kind").asString("").equals(a.type().kind());
            ObjectNode seen = own ? Conversions.convert(a.given().deepCopy(), a.type(), shown) : a.given().deepCopy();
            ObjectNode changed = switch (mutation.kind()) {
                case APPLY -> Merge.applied(seen, result, shown.schema());
                case JSON_PATCH -> PatchSteps.apply(seen, result);
            };
            ObjectNode settled = own ? Conversions.convert(settled(changed, shown), shown, a.type()) : changed;
            a.given().removeAll();
            a.given().setAll(settled);
        }
        return !before.equals(a.given());
    }

    private ObjectNode settled(ObjectNode changed, ResourceType type) throws Compiled.Failure {
        ObjectNode object = switch (Decoder.decode(changed, type.schema(), Strictness.IGNORE)) {
            case Decoded.Accepted accepted -> accepted.object();
            case Decoded.Refused refused -> throw new Compiled.Failure(refused.message());
            case Decoded.NoJson noJson -> throw new Compiled.Failure(noJson.message());
        };
        Defaults.apply(object, type.schema());
        if (type.custom() == null) {
            TypeDefaults.apply(object, type.schema(), clock.instant());
        }
        return object;
    }

    private static Refusal refusal(Attributes a, Invocation<Program> invocation, String why) {
        String binding = invocation.bindingName();
        String message = (binding.isEmpty()
                        ? "policy \"" + invocation.policy().name() + "\""
                        : "policy '" + invocation.policy().name() + "' with binding '" + binding + "'")
                + " denied request: " + why;
        Details details = Details.of(a.type().group(), a.type().plural(), a.name())
                .withCauses(List.of(new Details.Cause("", message, "")));
        return Refusal.of(403, "Invalid", message, details);
    }
}
