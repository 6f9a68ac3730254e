package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.status.GoText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the schedule of a CronJob, as the library that Kubernetes reads it with says. */
final class CronSchedule {

    private static final List<String> DESCRIPTORS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final String EVERY = "@every ";
    private static final Map<String, Integer> MONTHS = named(
            1, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<String, Integer> DAYS = named(0, "sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<Bounds> FIELDS = List.of(
            new Bounds(0, 59, Map.of()),
            new Bounds(0, 23, Map.of()),
            new Bounds(1, 31, Map.of()),
            new Bounds(1, 12, MONTHS),
            new Bounds(0, 6, DAYS));

    private record Bounds(int low, int high, Map<String, Integer> names) {}

    /** Carries what is wrong out of the depth. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message, null, false, false);
        }

        String said() {
            return String.valueOf(getMessage());
        }
    }

    private CronSchedule() {}

    private static Map<String, Integer> named(int first, String... names) {
        Map<String, Integer> numbers = new java.util.HashMap<>();
        for (String name : names) {
            numbers.put(name, first + numbers.size());
        }
        return Map.copyOf(numbers);
    }

    /** "" when nothing is wrong. */
    static String trouble(String schedule) {
        try {
            check(schedule);
            return "";
        } catch (Wrong wrong) {
            return wrong.said();
        }
    }

    private static void check(String schedule) throws Wrong {
        if (schedule.isEmpty()) {
            throw new Wrong("empty spec string");
        }
        String rest = schedule;
        if (rest.startsWith("TZ=") || rest.startsWith("CRON_TZ=")) {
            int space = rest.indexOf(' ');
            if (space < 0) {
                throw new Wrong("invalid schedule format: runtime error: slice bounds out of range [:-1]");
            }
            String zone = rest.substring(rest.indexOf('=') + 1, space);
            if (!zone.isEmpty() && !CronJobRules.isZone(zone)) {
                throw new Wrong("provided bad location " + zone + ": unknown time zone " + zone);
            }
            rest = rest.substring(space).strip();
        }
        if (rest.startsWith("@")) {
            descriptor(rest);
            return;
        }
        List<String> fields = rest.isBlank() ? List.of() : Arrays.asList(rest.strip().split("\\s+"));
        if (fields.size() != FIELDS.size()) {
            throw new Wrong("expected exactly 5 fields, found " + fields.size() + ": [" + String.join(" ", fields) + "]");
        }
        for (int i = 0; i < fields.size(); i++) {
            for (String range : fields.get(i).split(",")) {
                if (!range.isEmpty()) {
                    range(range, FIELDS.get(i));
                }
            }
        }
    }

    private static void descriptor(String text) throws Wrong {
        if (DESCRIPTORS.contains(text)) {
            return;
        }
        if (text.startsWith(EVERY)) {
            Optional<String> wrong = GoDuration.trouble(text.substring(EVERY.length()));
            if (wrong.isPresent()) {
                throw new Wrong("failed to parse duration " + text + ": " + wrong.get());
            }
            return;
        }
        throw new Wrong("unrecognized descriptor: " + text);
    }

    private static void range(String text, Bounds bounds) throws Wrong {
        String[] rangeAndStep = text.split("/", -1);
        String[] lowAndHigh = rangeAndStep[0].split("-", -1);
        int start;
        int end;
        if (lowAndHigh[0].equals("*") || lowAndHigh[0].equals("?")) {
            start = bounds.low;
            end = bounds.high;
        } else {
            start = number(lowAndHigh[0], bounds.names);
            if (lowAndHigh.length > 2) {
                throw new Wrong("too many hyphens: " + text);
            }
            end = lowAndHigh.length == 1 ? start : number(lowAndHigh[1], bounds.names);
        }
        int step = 1;
        if (rangeAndStep.length == 2) {
            step = number(rangeAndStep[1], Map.of());
            end = lowAndHigh.length == 1 ? bounds.high : end;
        } else if (rangeAndStep.length > 2) {
            throw new Wrong("too many slashes: " + text);
        }
        if (start < bounds.low) {
            throw new Wrong("beginning of range (" + start + ") below minimum (" + bounds.low + "): " + text);
        }
        if (end > bounds.high) {
            throw new Wrong("end of range (" + end + ") above maximum (" + bounds.high + "): " + text);
        }
        if (start > end) {
            throw new Wrong("beginning of range (" + start + ") beyond end of range (" + end + "): " + text);
        }
        if (step == 0) {
            throw new Wrong("step of range should be a positive number: " + text);
        }
    }

    private static int number(String text, Map<String, Integer> names) throws Wrong {
        Integer named = names.get(text.toLowerCase(Locale.ROOT));
        if (named != null) {
            return named;
        }
        try {
            int number = Integer.parseInt(text);
            if (number < 0) {
                throw new Wrong("negative number (" + number + ") not allowed: " + text);
            }
            return number;
        } catch (NumberFormatException none) {
            String why = text.matches("[+-]?[0-9]+") ? "value out of range" : "invalid syntax";
            throw new Wrong("failed to parse int from " + text + ": strconv.Atoi: parsing " + GoText.quote(text) + ": " + why);
        }
    }
}
