package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.resource.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The match conditions of a webhook. */
public final class MatchConditions {

    private static final Condition ENVIRONMENT = new Condition(false, true, Map.of());

    private final List<Compiled.Expression> conditions;

    public MatchConditions(JsonNode conditions) {
        this.conditions = conditions.valueStream()
                .map(c -> Compiled.expression(ENVIRONMENT, c.path("expression").asString(""), Condition.Result.BOOL))
                .collect(Collectors.toUnmodifiableList());
    }

    /** A condition came to no value, and no other is false. */
    public static final class Undecided extends Exception {

        Undecided(String message) {
            super(message, null, false, false);
        }
    }

    public boolean hold(Attributes a, ResourceType shown, Authorizer authorizer) throws Undecided {
        try {
            return conditions.isEmpty() || Compiled.matches(conditions, Inputs.of(a, shown, null, null, authorizer));
        } catch (Compiled.Failure failed) {
            throw new Undecided(failed.getMessage());
        }
    }
}
