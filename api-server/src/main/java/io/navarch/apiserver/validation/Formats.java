package io.navarch.apiserver.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The shapes of names and values. Each check returns what is wrong in Kubernetes' words; an empty list means nothing. */
public final class Formats {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String LABEL_UNDERSCORE = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN_UNDERSCORE = LABEL_UNDERSCORE + "(\\." + LABEL_UNDERSCORE + ")*";
    private static final String DNS_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String LABEL_VALUE = "(" + QUALIFIED + ")?";
    private static final String CONFIG_KEY = "[-._a-zA-Z0-9]+";
    private static final String HEADER = "[-A-Za-z0-9]+";
    private static final String PERCENT = "[0-9]+%";
    private static final String ENV = "[-._a-zA-Z][-._a-zA-Z0-9]*";
    private static final String C_IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String WILDCARD = "\\*\\." + SUBDOMAIN;

    private static final String HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

    private static final Pattern HTTP_PATH_PATTERN = Pattern.compile(HTTP_PATH);
    private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
    private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
    private static final Pattern SUBDOMAIN_UNDERSCORE_PATTERN = Pattern.compile(SUBDOMAIN_UNDERSCORE);
    private static final Pattern DNS_1035_PATTERN = Pattern.compile(DNS_1035);
    private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
    private static final Pattern LABEL_VALUE_PATTERN = Pattern.compile(LABEL_VALUE);
    private static final Pattern CONFIG_KEY_PATTERN = Pattern.compile(CONFIG_KEY);
    private static final Pattern HEADER_PATTERN = Pattern.compile(HEADER);
    private static final Pattern PERCENT_PATTERN = Pattern.compile(PERCENT);
    private static final Pattern ENV_PATTERN = Pattern.compile(ENV);
    private static final Pattern C_IDENTIFIER_PATTERN = Pattern.compile(C_IDENTIFIER);
    private static final Pattern WILDCARD_PATTERN = Pattern.compile(WILDCARD);
    private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");

    private static final int LABEL_LIMIT = 63;
    private static final int SUBDOMAIN_LIMIT = 253;
    private static final int PORT_NAME_LIMIT = 15;
    private static final int HIGHEST_PORT = 65_535;

    private Formats() {}

    public static List<String> dns1123Label(String value) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, LABEL_LIMIT, "characters", wrong);
        if (!LABEL_PATTERN.matcher(value).matches()) {
            wrong.add(SUBDOMAIN_PATTERN.matcher(value).matches()
                    ? "must not contain dots"
                    : expected(
                            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                                    + " end with an alphanumeric character",
                            LABEL,
                            "my-name",
                            "123-abc"));
        }
        return wrong;
    }

    public static List<String> dns1123Subdomain(String value) {
        return subdomain(value, "characters");
    }

    private static List<String> subdomain(String value, String unit) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, SUBDOMAIN_LIMIT, unit, wrong);
        if (!SUBDOMAIN_PATTERN.matcher(value).matches()) {
            wrong.add(expected(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and"
                            + " end with an alphanumeric character",
                    SUBDOMAIN,
                    "example.com"));
        }
        return wrong;
    }

    public static List<String> dns1123SubdomainWithUnderscore(String value) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, SUBDOMAIN_LIMIT, "characters", wrong);
        if (!SUBDOMAIN_UNDERSCORE_PATTERN.matcher(value).matches()) {
            wrong.add(expected(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start"
                            + " and end with an alphanumeric character",
                    SUBDOMAIN_UNDERSCORE,
                    "example.com"));
        }
        return wrong;
    }

    public static List<String> wildcardDns1123Subdomain(String value) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, SUBDOMAIN_LIMIT, "characters", wrong);
        if (!WILDCARD_PATTERN.matcher(value).matches()) {
            wrong.add(expected(
                    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower"
                            + " case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
                    WILDCARD,
                    "*.example.com"));
        }
        return wrong;
    }

    public static List<String> dns1035Label(String value) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, LABEL_LIMIT, "characters", wrong);
        if (!DNS_1035_PATTERN.matcher(value).matches()) {
            wrong.add(expected(
                    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character,"
                            + " and end with an alphanumeric character",
                    DNS_1035,
                    "my-name",
                    "abc-123"));
        }
        return wrong;
    }

    /** A label or annotation key: an optional DNS prefix and a name. */
    public static List<String> qualifiedName(String value) {
        List<String> wrong = new ArrayList<>(0);
        String name = value;
        int slash = value.indexOf('/');
        if (slash >= 0) {
            if (value.indexOf('/', slash + 1) >= 0) {
                wrong.add("a valid label key "
                        + expected(
                                "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                                        + " character",
                                QUALIFIED,
                                "MyName",
                                "my.name",
                                "123-abc")
                        + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
                return wrong;
            }
            String prefix = value.substring(0, slash);
            name = value.substring(slash + 1);
            if (prefix.isEmpty()) {
                wrong.add("prefix part must be non-empty");
            } else {
                subdomain(prefix, "bytes").forEach(message -> wrong.add("prefix part " + message));
            }
        }
        if (name.isEmpty()) {
            wrong.add("name part must be non-empty");
        } else if (name.length() > LABEL_LIMIT) {
            wrong.add("name part must be no more than " + LABEL_LIMIT + " bytes");
        }
        if (!QUALIFIED_PATTERN.matcher(name).matches()) {
            wrong.add("name part "
                    + expected(
                            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                                    + " character",
                            QUALIFIED,
                            "MyName",
                            "my.name",
                            "123-abc"));
        }
        return wrong;
    }

    public static List<String> labelValue(String value) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, LABEL_LIMIT, "bytes", wrong);
        if (!LABEL_VALUE_PATTERN.matcher(value).matches()) {
            wrong.add(expected(
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and"
                            + " end with an alphanumeric character",
                    LABEL_VALUE,
                    "MyValue",
                    "my_value",
                    "12345"));
        }
        return wrong;
    }

    public static List<String> configMapKey(String value) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, SUBDOMAIN_LIMIT, "characters", wrong);
        if (!CONFIG_KEY_PATTERN.matcher(value).matches()) {
            wrong.add(expected(
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
                    CONFIG_KEY,
                    "key.name",
                    "KEY_NAME",
                    "key-name"));
        }
        steps(value, wrong);
        return wrong;
    }

    public static List<String> environmentName(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (!ENV_PATTERN.matcher(value).matches()) {
            wrong.add(expected(
                    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not"
                            + " start with a digit",
                    ENV,
                    "my.env-name",
                    "MY_ENV.NAME",
                    "MyEnvName1"));
        }
        steps(value, wrong);
        return wrong;
    }

    /** Any printable ASCII but '=' (KEP-4369). */
    public static List<String> relaxedEnvironmentName(String value) {
        List<String> wrong = new ArrayList<>(0);
        if (value.isEmpty()) {
            wrong.add("environment variable name must be non-empty");
        }
        if (value.chars().anyMatch(c -> c < ' ' || c > '~' || c == '=')) {
            wrong.add("a valid environment variable name must consist only of printable ASCII characters other than '='");
        }
        return wrong;
    }

    public static List<String> cIdentifier(String value) {
        return C_IDENTIFIER_PATTERN.matcher(value).matches()
                ? List.of()
                : List.of(expected(
                        "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric"
                                + " characters or '_'",
                        C_IDENTIFIER,
                        "my_name",
                        "MY_NAME",
                        "MyName"));
    }

    public static List<String> httpHeaderName(String value) {
        return HEADER_PATTERN.matcher(value).matches()
                ? List.of()
                : List.of(expected(
                        "a valid HTTP header must consist of alphanumeric characters or '-'", HEADER, "X-Header-Name"));
    }

    public static List<String> percent(String value) {
        return PERCENT_PATTERN.matcher(value).matches()
                ? List.of()
                : List.of(expected(
                        "a valid percent string must be a numeric string followed by an ending '%'", PERCENT, "1%", "93%"));
    }

    public static List<String> portNumber(long value) {
        return inRange(value, 1, HIGHEST_PORT);
    }

    public static List<String> inRange(long value, long low, long high) {
        return value >= low && value <= high
                ? List.of()
                : List.of("must be between " + low + " and " + high + ", inclusive");
    }

    public static List<String> portName(String value) {
        List<String> wrong = new ArrayList<>(0);
        limit(value, PORT_NAME_LIMIT, "characters", wrong);
        if (!PORT_NAME.matcher(value).matches()) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (value.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (value.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (value.startsWith("-") || value.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    private static void limit(String value, int limit, String unit, List<String> wrong) {
        if (value.length() > limit) {
            wrong.add("must be no more than " + limit + " " + unit);
        }
    }

    private static void steps(String value, List<String> wrong) {
        if (value.equals(".")) {
            wrong.add("must not be '.'");
        } else if (value.equals("..")) {
            wrong.add("must not be '..'");
        } else if (value.startsWith("..")) {
            wrong.add("must not start with '..'");
        }
    }

    /** What can stand in a path; says nothing of empty names. */
    public static List<String> pathSegment(String value) {
        if (value.equals(".") || value.equals("..")) {
            return List.of("may not be '" + value + "'");
        }
        List<String> wrong = new ArrayList<>(0);
        for (String forbidden : List.of("/", "%")) {
            if (value.contains(forbidden)) {
                wrong.add("may not contain '" + forbidden + "'");
            }
        }
        return wrong;
    }

    /** A domain, a slash and a path, such as acme.io/foo. */
    public static void domainPrefixedPath(Field field) {
        int slash = field.text().indexOf('/');
        if (field.isZero()) {
            field.required();
        } else if (slash <= 0 || slash == field.text().length() - 1) {
            field.invalid("must be a domain-prefixed path (such as \"acme.io/foo\")");
        } else {
            String host = field.text().substring(0, slash);
            dns1123Subdomain(host).forEach(message -> field.invalid(host, message));
            String path = field.text().substring(slash + 1);
            if (!HTTP_PATH_PATTERN.matcher(path).matches()) {
                field.invalid(path, "Invalid path (regex used for validation is '" + HTTP_PATH + "')");
            }
        }
    }

    /** A host name of at least two labels; a dot may follow. */
    public static void fullyQualifiedDomainName(Field field) {
        if (field.isZero()) {
            field.required();
            return;
        }
        String name = field.text().endsWith(".") ? field.text().substring(0, field.text().length() - 1) : field.text();
        List<String> wrong = dns1123Subdomain(name);
        if (!wrong.isEmpty()) {
            field.invalid(name, String.join(",", wrong));
        } else if (!name.contains(".")) {
            field.invalid(name, "should be a domain with at least two segments separated by dots");
        } else {
            for (String label : name.split("\\.", -1)) {
                List<String> labelWrong = dns1123Label(label);
                if (!labelWrong.isEmpty()) {
                    field.invalid(label, String.join(",", labelWrong));
                    return;
                }
            }
        }
    }

    /** A message that shows examples and the expression. */
    public static String expected(String message, String expression, String... examples) {
        String shown = examples.length == 0
                ? " (regex used for validation is '"
                : " (e.g. '" + String.join("',  or '", examples) + "', regex used for validation is '";
        return message + shown + expression + "')";
    }
}
