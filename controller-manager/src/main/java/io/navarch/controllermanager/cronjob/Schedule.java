package io.navarch.controllermanager.cronjob;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression: minute, hour, day of month, month, day of week; or @hourly, @daily, @midnight, @weekly, @monthly, @yearly,
 * @annually, "@every 1h30m". A day fits when it fits both day fields or, when neither is a star, one of them.
 */
final class Schedule {

    private static final Map<String, String> NAMED = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int LONGEST_SEARCH_YEARS = 5;

    private final ZoneId zone;
    private final @Nullable Duration every;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Schedule(ZoneId zone, String[] fields, @Nullable Duration every) {
        this.zone = zone;
        this.every = every;
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.days = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.weekdays = field(fields[4], 0, 6, DAYS);
        this.anyDay = star(fields[2]);
        this.anyWeekday = star(fields[4]);
    }

    /** Throws IllegalArgumentException when the text is no schedule. */
    static Schedule parse(String text, ZoneId zone) {
        String expression = text.trim();
        ZoneId at = zone;
        if (expression.startsWith("TZ=") || expression.startsWith("CRON_TZ=")) {
            int space = expression.indexOf(' ');
            try {
                at = ZoneId.of(expression.substring(expression.indexOf('=') + 1, space));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("provided bad location", e);
            }
            expression = expression.substring(space).trim();
        }
        if (expression.startsWith("@every ")) {
            return new Schedule(at, new String[] {"*", "*", "*", "*", "*"}, duration(expression.substring(7)));
        }
        String[] fields = NAMED.getOrDefault(expression, expression).split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "expected exactly 5 fields, found " + fields.length + ": [" + expression + "]");
        }
        return new Schedule(at, fields, null);
    }

    private static Duration duration(String text) {
        try {
            Duration every = Duration.parse("PT" + text.trim().toUpperCase(Locale.ROOT));
            return every.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : every;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("failed to parse duration " + text, e);
        }
    }

    private static boolean star(String field) {
        return field.startsWith("*") || field.startsWith("?");
    }

    private static BitSet field(String field, int lowest, int highest, List<String> names) {
        BitSet values = new BitSet();
        for (String part : field.split(",")) {
            String[] step = part.split("/", 2);
            String[] range = step[0].split("-", 2);
            int from = star(step[0]) ? lowest : value(range[0], lowest, names);
            boolean toEnd = star(step[0]) || (range.length == 1 && step.length == 2);
            int to = toEnd ? highest : range.length == 2 ? value(range[1], lowest, names) : from;
            int by = step.length == 2 ? Integer.parseInt(step[1]) : 1;
            if (from < lowest || to > highest || from > to || by <= 0) {
                throw new IllegalArgumentException("out of range: " + part);
            }
            for (int value = from; value <= to; value += by) {
                values.set(value);
            }
        }
        return values;
    }

    private static int value(String text, int lowest, List<String> names) {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        try {
            return name >= 0 ? name + lowest : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("failed to parse number: " + text, e);
        }
    }

    private boolean fits(LocalDateTime day) {
        boolean byDay = days.get(day.getDayOfMonth());
        boolean byWeekday = weekdays.get(day.getDayOfWeek().getValue() % 7);
        return months.get(day.getMonthValue()) && (anyDay || anyWeekday ? byDay && byWeekday : byDay || byWeekday);
    }

    /** The first time after this one; null when there is none within five years. */
    @Nullable Instant next(Instant after) {
        if (every != null) {
            return after.truncatedTo(ChronoUnit.SECONDS).plus(every);
        }
        ZonedDateTime start = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDateTime at = start.toLocalDateTime();
        LocalDateTime end = at.plusYears(LONGEST_SEARCH_YEARS);
        while (at.isBefore(end)) {
            if (!fits(at)) {
                at = at.toLocalDate().plusDays(1).atStartOfDay();
            } else if (!hours.get(at.getHour())) {
                at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(at.getMinute())) {
                at = at.plusMinutes(1);
            } else {
                Instant found = at.atZone(zone).toInstant();
                if (found.isAfter(after)) {
                    return found;
                }
                at = at.plusMinutes(1);
            }
        }
        return null;
    }
}
