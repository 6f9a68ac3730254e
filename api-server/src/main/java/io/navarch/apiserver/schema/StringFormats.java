package io.navarch.apiserver.schema;

import com.google.re2j.Pattern;
import io.navarch.apiserver.validation.IpAddress;
import io.navarch.apiserver.validation.IpRange;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The formats of strings that custom resources' schemas can ask for. A name's dashes do not count: date-time is datetime. */
public final class StringFormats {

    private static final String UUID = "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?%s[0-9a-f]{3}-?%s[0-9a-f]{3}-?[0-9a-f]{12}";
    private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String PERCENT = "([0-9]|[1-9][0-9]|100)%";
    private static final int HOSTNAME_BYTES = 255;
    private static final int LABEL_BYTES = 63;
    private static final int LONG_NAME_BYTES = 253;

    private static final Pattern HOSTNAME = Pattern.compile(
            "([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)"
                    + "|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})");
    private static final Pattern CREDIT_CARD = Pattern.compile("(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}"
            + "|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\\d{3})\\d{11})");
    private static final Pattern TIME =
            Pattern.compile("([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))");
    private static final Pattern GO_DURATION = Pattern.compile("[+-]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)");
    private static final Pattern WORDY_DURATION = Pattern.compile("(\\d+)\\s*([A-Za-zµ]+)");
    private static final List<String> UNITS =
            List.of("ns", "us", "µs", "ms", "s", "m", "h", "hr", "d", "w", "wk");
    private static final List<String> UNIT_BEGINNINGS =
            List.of("nano", "micro", "milli", "sec", "min", "hour", "day", "week");

    private static final Map<String, Predicate<String>> KNOWN = Map.ofEntries(
            Map.entry("bsonobjectid", whole("[0-9a-fA-F]{24}")),
            Map.entry("uri", StringFormats::uri),
            Map.entry("email", StringFormats::email),
            Map.entry("hostname", StringFormats::hostname),
            Map.entry("ipv4", text -> text.contains(".") && IpAddress.parse(text).isPresent()),
            Map.entry("ipv6", text -> text.contains(":") && IpAddress.parse(text).isPresent()),
            Map.entry("cidr", text -> IpRange.parse(text).isPresent()),
            Map.entry("mac", StringFormats::mac),
            Map.entry("uuid", whole(UUID.formatted("[0-9a-f]", "[0-9a-f]"))),
            Map.entry("uuid3", whole(UUID.formatted("3", "[0-9a-f]"))),
            Map.entry("uuid4", whole(UUID.formatted("4", "[89ab]"))),
            Map.entry("uuid5", whole(UUID.formatted("5", "[89ab]"))),
            Map.entry("isbn", text -> isbn10(text) || isbn13(text)),
            Map.entry("isbn10", StringFormats::isbn10),
            Map.entry("isbn13", StringFormats::isbn13),
            Map.entry("creditcard", StringFormats::creditCard),
            Map.entry("ssn", whole("\\d{3}[- ]?\\d{2}[- ]?\\d{4}")),
            Map.entry("hexcolor", whole("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")),
            Map.entry("rgbcolor", whole("rgb\\(\\s*" + BYTE + "\\s*,\\s*" + BYTE + "\\s*,\\s*" + BYTE + "\\s*\\)")
                    .or(whole("rgb\\(\\s*" + PERCENT + "\\s*,\\s*" + PERCENT + "\\s*,\\s*" + PERCENT + "\\s*\\)"))),
            Map.entry("byte", whole("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})")),
            Map.entry("password", text -> true),
            Map.entry("date", StringFormats::date),
            Map.entry("duration", StringFormats::duration),
            Map.entry("datetime", StringFormats::dateTime),
            Map.entry("k8sshortname", text -> text.length() <= LABEL_BYTES && matches(NAME, text)),
            Map.entry("k8slongname", text -> text.length() <= LONG_NAME_BYTES && matches(NAME + "(\\." + NAME + ")*", text)));

    private StringFormats() {}

    /** The format if values of these types are checked against it, else "". */
    static String checked(String format, List<String> types) {
        return isKnown(format, types.size() == 1 ? types.getFirst() : "") ? format : "";
    }

    /** Whether values of a type ("" for any) are checked against the format. */
    public static boolean isKnown(String format, String type) {
        return switch (type) {
            case "", "string" -> KNOWN.containsKey(normalized(format));
            case "integer" -> format.equals("int32") || format.equals("int64");
            case "number" -> format.equals("float") || format.equals("double");
            default -> false;
        };
    }

    /** Whether a text is of a format; any is of one that is not known. */
    public static boolean fits(String text, String format) {
        Predicate<String> check = KNOWN.get(normalized(format));
        return check == null || check.test(text);
    }

    static boolean knows(String format) {
        return KNOWN.containsKey(normalized(format));
    }

    private static String normalized(String format) {
        return format.replace("-", "");
    }

    private static Predicate<String> whole(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).matches();
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).matches();
    }

    /** As Go's net/url.ParseRequestURI: absolute, or an absolute path. */
    private static boolean uri(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return false;
        }
        if (text.startsWith("/") || text.equals("*")) {
            return true;
        }
        try {
            URI uri = new URI(text.replace(" ", "%20"));
            return uri.getScheme() != null && (uri.getRawSchemeSpecificPart() != null);
        } catch (URISyntaxException wrong) {
            return false;
        }
    }

    private static final Pattern ATOM = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\x{80}-\\x{10ffff}]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\x{80}-\\x{10ffff}]+)*");

    private static boolean email(String text) {
        String address = text.strip();
        int open = address.lastIndexOf('<');
        if (open >= 0) {
            if (!address.endsWith(">")) {
                return false;
            }
            address = address.substring(open + 1, address.length() - 1);
        }
        int at = address.lastIndexOf('@');
        if (at <= 0) {
            return false;
        }
        String local = address.substring(0, at);
        String domain = address.substring(at + 1);
        boolean quoted = local.length() > 2 && local.startsWith("\"") && local.endsWith("\"");
        boolean literal = domain.startsWith("[") && domain.endsWith("]");
        return (quoted || ATOM.matcher(local).matches()) && (literal || ATOM.matcher(domain).matches());
    }

    private static boolean hostname(String text) {
        if (!HOSTNAME.matcher(text).matches() || text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > HOSTNAME_BYTES) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (label.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LABEL_BYTES) {
                return false;
            }
        }
        return true;
    }

    /** As Go's net.ParseMAC: 6, 8 or 20 bytes in pairs after colons or dashes, or in fours after dots. */
    private static boolean mac(String text) {
        String pair = "[0-9a-fA-F]{2}";
        String four = "[0-9a-fA-F]{4}";
        for (int bytes : new int[] {6, 8, 20}) {
            if (matches(pair + "(:" + pair + "){" + (bytes - 1) + "}", text)
                    || matches(pair + "(-" + pair + "){" + (bytes - 1) + "}", text)
                    || matches(four + "(\\." + four + "){" + (bytes / 2 - 1) + "}", text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isbn10(String text) {
        String digits = text.replaceAll("[\\s-]+", "");
        if (!matches("[0-9]{9}X|[0-9]{10}", digits)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (i + 1) * (digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0');
        }
        return sum % 11 == 0;
    }

    private static boolean isbn13(String text) {
        String digits = text.replaceAll("[\\s-]+", "");
        if (!matches("[0-9]{13}", digits)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (i % 2 == 0 ? 1 : 3) * (digits.charAt(i) - '0');
        }
        return digits.charAt(12) - '0' == (10 - sum % 10) % 10;
    }

    private static boolean creditCard(String text) {
        String digits = text.replaceAll("[^0-9]+", "");
        if (!CREDIT_CARD.matcher(digits).matches()) {
            return false;
        }
        int sum = 0;
        boolean twice = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            int counted = twice ? digit * 2 : digit;
            sum += counted >= 10 ? counted % 10 + 1 : counted;
            twice = !twice;
        }
        return sum % 10 == 0;
    }

    private static boolean date(String text) {
        if (!matches("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException wrong) {
            return false;
        }
    }

    private static boolean dateTime(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("t", -1);
        if (parts.length < 2 || !date(parts[0])) {
            return false;
        }
        var time = TIME.matcher(parts[1]);
        return time.matches()
                && time.group(1).compareTo("23") <= 0
                && time.group(2).compareTo("59") <= 0
                && time.group(3).compareTo("59") <= 0;
    }

    private static boolean duration(String text) {
        if (GO_DURATION.matcher(text).matches()) {
            return true;
        }
        var word = WORDY_DURATION.matcher(text);
        while (word.find()) {
            String unit = word.group(2).toLowerCase(Locale.ROOT);
            if (UNITS.contains(unit) || UNIT_BEGINNINGS.stream().anyMatch(unit::startsWith)) {
                return true;
            }
        }
        return false;
    }
}
