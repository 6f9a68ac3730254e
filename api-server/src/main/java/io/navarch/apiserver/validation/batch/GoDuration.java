package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.status.GoText;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as Go writes it, such as 1h30m. */
final class GoDuration {

    private static final Pattern PART = Pattern.compile("([0-9]*\\.?[0-9]*)([^0-9.]*)");
    private static final Set<String> UNITS = Set.of("ns", "us", "µs", "μs", "ms", "s", "m", "h");

    private GoDuration() {}

    /** What is wrong with the text, if anything. */
    static Optional<String> trouble(String text) {
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        String quoted = GoText.quote(text);
        if (rest.equals("0")) {
            return Optional.empty();
        }
        if (rest.isEmpty()) {
            return Optional.of("time: invalid duration " + quoted);
        }
        while (!rest.isEmpty()) {
            Matcher part = PART.matcher(rest);
            if (!part.lookingAt() || part.group(1).isEmpty() || part.group(1).equals(".")) {
                return Optional.of("time: invalid duration " + quoted);
            }
            if (part.group(2).isEmpty()) {
                return Optional.of("time: missing unit in duration " + quoted);
            }
            if (!UNITS.contains(part.group(2))) {
                return Optional.of("time: unknown unit " + GoText.quote(part.group(2)) + " in duration " + quoted);
            }
            rest = rest.substring(part.end());
        }
        return Optional.empty();
    }
}
