package io.navarch.apiserver.schema;

import io.navarch.apiserver.status.GoText;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times in the API: RFC 3339, answered in UTC, to the second (metav1.Time) or the microsecond (metav1.MicroTime). Read in the steps Go's
 * time.Parse takes, because its refusals say at which step it stopped.
 */
final class GoTime {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    private static final String RFC3339 = "2006-01-02T15:04:05Z07:00";
    private static final String RFC3339_MICRO = "2006-01-02T15:04:05.000000Z07:00";

    private final String text;
    private final String layout;
    private String left;

    private GoTime(String text, String layout) {
        this.text = text;
        this.layout = layout;
        this.left = text;
    }

    static String seconds(String text) {
        return SECONDS.format(new GoTime(text, RFC3339).parse(false));
    }

    static String micro(String text) {
        return MICROS.format(new GoTime(text, RFC3339_MICRO).parse(true));
    }

    private LocalDateTime parse(boolean micro) {
        int year = digits(4, "2006");
        literal("-");
        int month = inRange(digits(2, "01"), 1, 12, "month");
        literal("-");
        int day = digits(2, "02");
        literal("T");
        int hour = inRange(digits(2, "15"), 0, 23, "hour");
        literal(":");
        int minute = inRange(digits(2, "04"), 0, 59, "minute");
        literal(":");
        int second = inRange(digits(2, "05"), 0, 59, "second");
        int nanos = micro ? sixDigits() : anyFraction();
        int offset = zone();
        if (!left.isEmpty()) {
            throw new Unreadable("parsing time " + GoText.quote(text) + ": extra text: " + GoText.quote(left));
        }
        int days = month == 2 && !Year.isLeap(year) ? 28 : java.time.Month.of(month).maxLength();
        inRange(day, 1, days, "day");
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
                    .atOffset(ZoneOffset.ofTotalSeconds(offset))
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime();
        } catch (DateTimeException e) {
            throw new Unreadable("parsing time " + GoText.quote(text) + ": time zone offset out of range");
        }
    }

    private int digits(int count, String step) {
        if (left.length() < count || !left.chars().limit(count).allMatch(c -> c >= '0' && c <= '9')) {
            throw cannot(step);
        }
        int value = Integer.parseInt(left.substring(0, count));
        left = left.substring(count);
        return value;
    }

    private void literal(String word) {
        if (!left.startsWith(word)) {
            throw cannot(word);
        }
        left = left.substring(word.length());
    }

    private int inRange(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new Unreadable("parsing time " + GoText.quote(text) + ": " + what + " out of range");
        }
        return value;
    }

    /** Of any length, or none: Go takes a fraction after the seconds though the layout has none. */
    private int anyFraction() {
        if (left.length() < 2 || (left.charAt(0) != '.' && left.charAt(0) != ',') || !Character.isDigit(left.charAt(1))) {
            return 0;
        }
        int end = 1;
        while (end < left.length() && Character.isDigit(left.charAt(end))) {
            end++;
        }
        String nanos = (left.substring(1, end) + "000000000").substring(0, 9);
        left = left.substring(end);
        return Integer.parseInt(nanos);
    }

    private int sixDigits() {
        if (left.length() < 7 || left.charAt(0) != '.' || !left.substring(1, 7).chars().allMatch(Character::isDigit)) {
            throw cannot(".000000");
        }
        int micros = Integer.parseInt(left.substring(1, 7));
        left = left.substring(7);
        return micros * 1000;
    }

    private int zone() {
        if (left.startsWith("Z")) {
            left = left.substring(1);
            return 0;
        }
        if (left.length() < 6 || (left.charAt(0) != '+' && left.charAt(0) != '-') || left.charAt(3) != ':') {
            throw cannot("Z07:00");
        }
        int sign = left.charAt(0) == '-' ? -1 : 1;
        String hours = left.substring(1, 3);
        String minutes = left.substring(4, 6);
        if (!(hours + minutes).chars().allMatch(Character::isDigit)) {
            throw cannot("Z07:00");
        }
        left = left.substring(6);
        return sign * (Integer.parseInt(hours) * 3600 + Integer.parseInt(minutes) * 60);
    }

    private Unreadable cannot(String step) {
        return new Unreadable("parsing time " + GoText.quote(text) + " as " + GoText.quote(layout) + ": cannot parse "
                + GoText.quote(left) + " as " + GoText.quote(step));
    }
}
