package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Service accounts: nothing is refused beyond metadata. */
final class ServiceAccountRules implements KindValidation {

    private static final String MOUNTABLE = "kubernetes.io/enforce-mountable-secrets";

    @Override
    public void create(Field account) {}

    @Override
    public List<String> warnings(JsonNode account, JsonNode before) {
        boolean newlySet = account.path("metadata").path("annotations").has(MOUNTABLE)
                && !before.path("metadata").path("annotations").has(MOUNTABLE);
        return newlySet
                ? List.of("metadata.annotations[" + MOUNTABLE
                        + "]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets")
                : List.of();
    }
}
