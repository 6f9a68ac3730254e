package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.validation.Equality;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DaemonSets count the changes of their template in an annotation, which is all that is left of a field of earlier versions. */
public final class DaemonSetStrategy implements Strategy {

    private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

    @Override
    public GenerationRule generation() {
        return GenerationRule.SPEC;
    }

    @Override
    public void fillDefaults(ObjectNode set) {
        ObjectNode metadata = set.withObjectProperty("metadata");
        if (!metadata.path("annotations").has(TEMPLATE_GENERATION)) {
            metadata.withObjectProperty("annotations").put(TEMPLATE_GENERATION, "0");
        }
    }

    @Override
    public void prepareForCreate(ObjectNode set, Circumstances circumstances) {
        put(set, Math.max(1, count(set)));
    }

    @Override
    public void prepareForUpdate(ObjectNode set, ObjectNode old, Circumstances circumstances) {
        JsonNode template = set.path("spec").path("template");
        long changed = Equality.same(template, old.path("spec").path("template")) ? 0 : 1;
        put(set, count(old) + changed);
    }

    private static long count(JsonNode set) {
        String text = set.path("metadata").path("annotations").path(TEMPLATE_GENERATION).asString("0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    private static void put(ObjectNode set, long count) {
        set.withObjectProperty("metadata").withObjectProperty("annotations").put(TEMPLATE_GENERATION, Long.toString(count));
    }
}
