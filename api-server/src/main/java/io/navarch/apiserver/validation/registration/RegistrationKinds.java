package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The door: the rules of each kind of this package. */
public final class RegistrationKinds {

    private static final String GROUP = "admissionregistration.k8s.io";
    private static final String STATIC = ".static.k8s.io";

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource(GROUP, "validatingwebhookconfigurations"), new WebhookRules(),
            new GroupResource(GROUP, "mutatingwebhookconfigurations"), new WebhookRules(),
            new GroupResource(GROUP, "validatingadmissionpolicies"), new ValidatingPolicyRules(),
            new GroupResource(GROUP, "validatingadmissionpolicybindings"), new PolicyBindingRules(Effect.VALIDATES),
            new GroupResource(GROUP, "mutatingadmissionpolicies"), new MutatingPolicyRules(),
            new GroupResource(GROUP, "mutatingadmissionpolicybindings"), new PolicyBindingRules(Effect.MUTATES));

    private RegistrationKinds() {}

    /** Of all kinds: some names are kept for configurations that come from files. */
    static List<String> warnings(JsonNode object) {
        return object.path("metadata").path("name").asString("").endsWith(STATIC)
                ? List.of("metadata.name: names ending with \"" + STATIC
                        + "\" are reserved for static manifest-based configurations and cannot be managed via the API")
                : List.of();
    }
}
