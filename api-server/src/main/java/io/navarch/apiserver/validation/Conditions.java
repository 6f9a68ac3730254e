package io.navarch.apiserver.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A list of metav1.Condition. */
public final class Conditions {

    private static final int REASON_LENGTH = 1024;
    private static final int MESSAGE_LENGTH = 32 * 1024;
    private static final String REASON = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";
    private static final Pattern REASON_PATTERN = Pattern.compile(REASON);
    private static final List<String> STATUSES = List.of("False", "True", "Unknown");

    private Conditions() {}

    public static void check(Field conditions) {
        Set<String> seen = new HashSet<>();
        for (Field condition : conditions.items()) {
            if (!seen.add(condition.at("type").text())) {
                condition.at("type").duplicate(condition.at("type").text());
            }
            one(condition);
        }
    }

    private static void one(Field condition) {
        Selectors.labelName(condition.at("type"));
        if (!condition.at("status").isOneOf(STATUSES)) {
            condition.at("status").notSupported(STATUSES);
        }
        if (condition.at("observedGeneration").number() < 0) {
            condition.at("observedGeneration").invalid("must be greater than or equal to zero");
        }
        condition.at("lastTransitionTime").mustBeSet();
        Field reason = condition.at("reason");
        if (reason.mustBeSet()) {
            if (!REASON_PATTERN.matcher(reason.text()).matches()) {
                reason.invalid(Formats.expected(
                        "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric"
                                + " characters or '_,:', and must end with an alphanumeric character or '_'",
                        REASON,
                        "my_name",
                        "MY_NAME",
                        "MyName",
                        "ReasonA,ReasonB",
                        "ReasonA:ReasonB"));
            }
            if (reason.text().length() > REASON_LENGTH) {
                reason.tooLong(REASON_LENGTH);
            }
        }
        if (condition.at("message").text().length() > MESSAGE_LENGTH) {
            condition.at("message").tooLong(MESSAGE_LENGTH);
        }
    }
}
