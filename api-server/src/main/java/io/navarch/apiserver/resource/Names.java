package io.navarch.apiserver.resource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms of names that many fields have, and what is wrong with a text that has not the form: an empty list when it has. */
public final class Names {

    private static final int LABEL_BYTES = 63;
    private static final int SUBDOMAIN_BYTES = 253;
    private static final String LABEL_FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String KEY_FORM = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String KEY_WORDS =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    private Names() {}

    /** RFC 1123: example.com */
    public static List<String> dnsSubdomain(String text) {
        List<String> problems = tooLong(text, SUBDOMAIN_BYTES);
        if (!isSubdomain(text)) {
            problems.add(regexWords(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start"
                            + " and end with an alphanumeric character",
                    LABEL_FORM + "(\\." + LABEL_FORM + ")*",
                    "example.com"));
        }
        return problems;
    }

    /** RFC 1123: my-name */
    public static List<String> dnsLabel(String text) {
        List<String> problems = tooLong(text, LABEL_BYTES);
        if (!isLabel(text)) {
            problems.add(isSubdomain(text)
                    ? "must not contain dots"
                    : regexWords(
                            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                                    + " end with an alphanumeric character",
                            LABEL_FORM,
                            "my-name",
                            "123-abc"));
        }
        return problems;
    }

    /** RFC 1035: begins with a letter. */
    public static List<String> dns1035Label(String text) {
        List<String> problems = tooLong(text, LABEL_BYTES);
        if (!isLabel(text) || text.charAt(0) < 'a') {
            problems.add(regexWords(
                    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character,"
                            + " and end with an alphanumeric character",
                    "[a-z]([-a-z0-9]*[a-z0-9])?",
                    "my-name",
                    "abc-123"));
        }
        return problems;
    }

    /** A label's key, which is also the form of annotations' keys and finalizers: prefix/name. */
    public static List<String> labelKey(String text) {
        List<String> problems = new ArrayList<>(2);
        String[] parts = text.split("/", -1);
        if (parts.length > 2) {
            problems.add("a valid label key " + regexWords(KEY_WORDS, KEY_FORM, "MyName", "my.name", "123-abc")
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
            return problems;
        }
        String name = parts[parts.length - 1];
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                problems.add("prefix part must be non-empty");
            } else {
                dnsSubdomain(parts[0]).forEach(p -> problems.add("prefix part " + p));
            }
        }
        if (name.isEmpty()) {
            problems.add("name part must be non-empty");
        } else {
            tooLong(name, LABEL_BYTES).forEach(p -> problems.add("name part " + p));
        }
        if (!isKeyName(name)) {
            problems.add("name part " + regexWords(KEY_WORDS, KEY_FORM, "MyName", "my.name", "123-abc"));
        }
        return problems;
    }

    public static List<String> labelValue(String text) {
        List<String> problems = tooLong(text, LABEL_BYTES);
        if (!text.isEmpty() && !isKeyName(text)) {
            problems.add(regexWords(
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and"
                            + " end with an alphanumeric character",
                    "(" + KEY_FORM + ")?",
                    "MyValue",
                    "my_value",
                    "12345"));
        }
        return problems;
    }

    /** What no object may be called, since its name is part of a path. */
    public static List<String> pathSegment(String name) {
        return name.equals(".") || name.equals("..") ? List.of("may not be '" + name + "'") : pathSegmentPrefix(name);
    }

    static List<String> pathSegmentPrefix(String name) {
        return Stream.of("/", "%").filter(name::contains).map(c -> "may not contain '" + c + "'").toList();
    }

    /** How a form is told in words, its regular expression and examples. */
    public static String regexWords(String words, String regex, String... examples) {
        String shown = Stream.of(examples).map(e -> "'" + e + "', ").collect(Collectors.joining(" or "));
        return words + " (e.g. " + shown + "regex used for validation is '" + regex + "')";
    }

    private static List<String> tooLong(String text, int limit) {
        List<String> problems = new ArrayList<>(2);
        if (text.length() > limit || text.getBytes(StandardCharsets.UTF_8).length > limit) {
            problems.add("must be no more than " + limit + " bytes");
        }
        return problems;
    }

    private static boolean isSubdomain(String text) {
        int start = 0;
        while (true) {
            int dot = text.indexOf('.', start);
            if (!isLabel(dot < 0 ? text.substring(start) : text.substring(start, dot))) {
                return false;
            }
            if (dot < 0) {
                return true;
            }
            start = dot + 1;
        }
    }

    private static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '-'
                && text.charAt(text.length() - 1) != '-'
                && text.chars().allMatch(c -> c == '-' || lowerOrDigit(c));
    }

    private static boolean isKeyName(String text) {
        return !text.isEmpty()
                && alphanumeric(text.charAt(0))
                && alphanumeric(text.charAt(text.length() - 1))
                && text.chars().allMatch(c -> c == '-' || c == '_' || c == '.' || alphanumeric(c));
    }

    private static boolean lowerOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean alphanumeric(int c) {
        return lowerOrDigit(c) || c >= 'A' && c <= 'Z';
    }
}
