package io.navarch.apiserver.verb;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** An owner is named once; repetitions are dropped with a warning. */
final class OwnerReferences {

    enum When {
        BEFORE_ADMISSION(".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may"
                + " reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: "),
        AFTER_ADMISSION(".metadata.ownerReferences contains duplicate entries after mutating admission happens; API server dedups owner"
                + " references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s)"
                + " observed: ");

        private final String words;

        When(String words) {
            this.words = words;
        }
    }

    private OwnerReferences() {}

    static void dedup(Metadata metadata, When when, Consumer<String> warnings) {
        JsonNode owners = metadata.fields().path("ownerReferences");
        if (owners.size() < 2) {
            return;
        }
        List<JsonNode> kept = new ArrayList<>();
        Set<String> repeated = new LinkedHashSet<>();
        for (JsonNode owner : owners) {
            if (kept.contains(owner)) {
                repeated.add(owner.path("uid").asString(""));
            } else {
                kept.add(owner);
            }
        }
        if (!repeated.isEmpty()) {
            warnings.accept(when.words + String.join(", ", repeated));
            ArrayNode list = metadata.fields().putArray("ownerReferences");
            list.addAll(kept);
        }
    }
}
