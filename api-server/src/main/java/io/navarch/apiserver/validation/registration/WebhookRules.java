package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Configurations of webhooks, validating and mutating; only these have a reinvocationPolicy. What a configuration has had of old, its
 * updates may keep.
 */
final class WebhookRules implements KindValidation {

    private static final List<String> VERSIONS = List.of("v1", "v1beta1");
    private static final List<String> HARMLESS = List.of("None", "NoneOnDryRun");
    private static final List<String> SIDE_EFFECTS = List.of("None", "NoneOnDryRun", "Some", "Unknown");
    private static final int LONGEST_TIMEOUT = 30;

    /** What is asked of an object, given the one before. */
    private record Demands(boolean conditions, boolean harmless, boolean knownVersion, boolean uniqueNames) {

        static Demands of(JsonNode now, JsonNode before) {
            if (!before.isObject()) {
                return new Demands(true, true, true, true);
            }
            List<JsonNode> old = before.path("webhooks").valueStream().toList();
            return new Demands(
                    !sameConditions(now.path("webhooks"), before.path("webhooks")),
                    old.stream().allMatch(hook -> HARMLESS.contains(hook.path("sideEffects").asString(""))),
                    old.stream().allMatch(Demands::known),
                    old.stream().map(hook -> hook.path("name").asString("")).distinct().count() == old.size());
        }

        private static boolean known(JsonNode hook) {
            JsonNode versions = hook.path("admissionReviewVersions");
            return versions.isEmpty() || versions.valueStream().anyMatch(version -> VERSIONS.contains(version.asString("")));
        }

        private static boolean sameConditions(JsonNode now, JsonNode before) {
            if (now.size() != before.size()) {
                return false;
            }
            for (int i = 0; i < now.size(); i++) {
                if (!Equality.same(now.get(i).path("matchConditions"), before.get(i).path("matchConditions"))) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public void create(Field configuration) {
        check(configuration, MissingNode.getInstance());
    }

    @Override
    public void update(Field configuration, JsonNode before) {
        check(configuration, before);
    }

    private static void check(Field configuration, JsonNode before) {
        Demands demands = Demands.of(configuration.value(), before);
        Set<String> names = new HashSet<>();
        for (Field hook : configuration.at("webhooks").items()) {
            webhook(hook, demands);
            versions(hook.at("admissionReviewVersions"), demands);
            Field name = hook.at("name");
            if (demands.uniqueNames && !name.isZero() && !names.add(name.text())) {
                name.duplicate();
            }
        }
    }

    private static void webhook(Field hook, Demands demands) {
        name(hook.at("name"));
        hook.at("rules").items().forEach(MatchRules::rule);
        supported(hook.at("failurePolicy"), MatchRules.FAILURE_POLICIES);
        supported(hook.at("matchPolicy"), MatchRules.MATCH_POLICIES);
        Field effects = hook.at("sideEffects");
        List<String> allowed = demands.harmless ? HARMLESS : SIDE_EFFECTS;
        if (!effects.isSet()) {
            effects.required("must specify one of " + String.join(", ", allowed));
        }
        supported(effects, allowed);
        Field timeout = hook.at("timeoutSeconds");
        if (timeout.isSet() && (timeout.number() < 1 || timeout.number() > LONGEST_TIMEOUT)) {
            timeout.invalid("the timeout value must be between 1 and 30 seconds");
        }
        Selectors.labelSelector(hook.at("namespaceSelector"));
        Selectors.labelSelector(hook.at("objectSelector"));
        supported(hook.at("reinvocationPolicy"), MatchRules.REINVOCATION_POLICIES);
        Field client = hook.at("clientConfig");
        Field url = client.at("url");
        Field service = client.at("service");
        if (url.isSet() == service.isSet()) {
            client.required("exactly one of url or service is required");
        } else if (url.isSet()) {
            WebhookClientRules.url(url);
        } else {
            WebhookClientRules.service(service);
        }
        if (demands.conditions) {
            MatchRules.conditions(hook.at("matchConditions"));
        }
    }

    private static void supported(Field field, List<String> values) {
        if (field.isSet() && !field.isOneOf(values)) {
            field.notSupported(values);
        }
    }

    private static void name(Field name) {
        if (!name.mustBeSet()) {
            return;
        }
        List<String> wrong = Formats.dns1123Subdomain(name.text());
        if (!wrong.isEmpty()) {
            name.invalid(String.join(",", wrong));
        } else if (name.text().split("\\.", -1).length < 3) {
            name.invalid("should be a domain with at least three segments separated by dots");
        }
    }

    private static void versions(Field versions, Demands demands) {
        if (versions.size() == 0) {
            versions.required("must specify one of " + String.join(", ", VERSIONS));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Field version : versions.items()) {
            if (seen.add(version.text())) {
                Formats.dns1035Label(version.text()).forEach(version::invalid);
            } else {
                version.invalid("duplicate version");
            }
        }
        if (demands.knownVersion && VERSIONS.stream().noneMatch(seen::contains)) {
            versions.invalid("must include at least one of " + String.join(", ", VERSIONS));
        }
    }

    @Override
    public List<String> warnings(JsonNode object, JsonNode before) {
        return RegistrationKinds.warnings(object);
    }
}
