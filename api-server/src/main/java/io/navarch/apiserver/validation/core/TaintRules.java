package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A node's taints: one for each key and effect. */
final class TaintRules {

    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private TaintRules() {}

    static void check(Field taints) {
        Set<String> seen = new HashSet<>();
        for (Field taint : taints.items()) {
            Field key = taint.at("key");
            Field effect = taint.at("effect");
            Selectors.labelName(key);
            List<String> wrong = Formats.labelValue(taint.at("value").text());
            if (!wrong.isEmpty()) {
                taint.at("value").invalid(String.join(";", wrong));
            }
            effect.mustBeOneOf(EFFECTS);
            if (!seen.add(effect.text() + "/" + key.text())) {
                taint.add(new FieldError(
                        FieldError.Type.DUPLICATE,
                        taint.path().toString(),
                        InternalForm.of("Taint", taint.value()),
                        "taints must be unique by key and effect pair"));
            }
        }
    }
}
