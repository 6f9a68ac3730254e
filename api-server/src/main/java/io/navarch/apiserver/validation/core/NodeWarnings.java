package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Field;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a client is warned of in a node that was accepted. */
final class NodeWarnings {

    private NodeWarnings() {}

    static List<String> of(JsonNode node) {
        List<String> warnings = new ArrayList<>(0);
        Field spec = Field.root(node, new ArrayList<FieldError>(0)).at("spec");
        if (spec.at("configSource").isSet()) {
            warnings.add("spec.configSource: the feature is removed");
        }
        if (!spec.at("externalID").isZero()) {
            warnings.add("spec.externalID: this field is deprecated, and is unused by Kubernetes");
        }
        for (Field range : spec.at("podCIDRs").items()) {
            warnings.addAll(Addresses.cidrWarnings(range.path().toString(), range.text()));
        }
        return warnings;
    }
}
