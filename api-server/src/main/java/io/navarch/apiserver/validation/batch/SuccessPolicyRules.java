package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.validation.Field;

/** When an indexed job counts as done. */
final class SuccessPolicyRules {

    private static final int RULES = 20;
    private static final int INDEXES_LENGTH = 64 * 1024;

    private SuccessPolicyRules() {}

    static void check(Field spec) {
        Field rules = spec.at("successPolicy", "rules");
        if (rules.size() == 0) {
            rules.required("at least one rules must be specified when the successPolicy is specified");
        }
        if (rules.size() > RULES) {
            rules.tooMany(RULES);
        }
        rules.items().forEach(rule -> rule(rule, spec.at("completions").number()));
    }

    private static void rule(Field rule, long completions) {
        Field count = rule.at("succeededCount");
        Field indexes = rule.at("succeededIndexes");
        if (!count.isSet() && !indexes.isSet()) {
            rule.required("at least one of succeededCount or succeededIndexes must be specified");
        }
        Indexes read = Indexes.read(indexes.text(), completions);
        if (indexes.isSet()) {
            if (indexes.text().length() > INDEXES_LENGTH) {
                indexes.tooLong(INDEXES_LENGTH);
            }
            if (!read.trouble().isEmpty()) {
                indexes.invalid("error parsing succeededIndexes: " + read.trouble());
            }
        }
        if (count.isSet()) {
            count.mustNotBeNegative();
            if (count.number() > completions) {
                count.invalid("must be less than or equal to " + completions + " (the number of specified completions)");
            }
            if (indexes.isSet() && count.number() > read.total()) {
                count.invalid("must be less than or equal to " + read.total()
                        + " (the number of indexes in the specified succeededIndexes field)");
            }
        }
    }
}
