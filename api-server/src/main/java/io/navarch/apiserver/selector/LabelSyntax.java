package io.navarch.apiserver.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a label's key and value may look like, and how Kubernetes says that they don't. */
public final class LabelSyntax {

    /** Characters of a name or a value. */
    private static final int MAX_NAME = 63;

    /** Characters of a key's prefix, a DNS subdomain. */
    private static final int MAX_PREFIX = 253;

    private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String NAME_RULE =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    private static final Pattern NAME_FORM = Pattern.compile(NAME);
    private static final Pattern SUBDOMAIN_FORM = Pattern.compile(SUBDOMAIN);

    private LabelSyntax() {}

    public static List<String> problemsOfKey(String key) {
        List<String> problems = new ArrayList<>();
        String[] parts = key.split("/", -1);
        if (parts.length > 2) {
            return List.of("a qualified name " + NAME_RULE
                    + " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + NAME
                    + "') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        String name = parts[parts.length - 1];
        if (parts.length == 2) {
            problemsOfPrefix(parts[0], problems);
        }
        if (name.isEmpty()) {
            problems.add("name part must be non-empty");
        } else if (name.length() > MAX_NAME) {
            problems.add("name part must be no more than " + MAX_NAME + " bytes");
        }
        if (!NAME_FORM.matcher(name).matches()) {
            problems.add("name part " + NAME_RULE
                    + " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + NAME + "')");
        }
        return problems;
    }

    private static void problemsOfPrefix(String prefix, List<String> problems) {
        if (prefix.isEmpty()) {
            problems.add("prefix part must be non-empty");
            return;
        }
        if (prefix.length() > MAX_PREFIX) {
            problems.add("prefix part must be no more than " + MAX_PREFIX + " bytes");
        }
        if (!SUBDOMAIN_FORM.matcher(prefix).matches()) {
            problems.add("prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                    + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
                    + SUBDOMAIN + "')");
        }
    }

    public static List<String> problemsOfValue(String value) {
        List<String> problems = new ArrayList<>();
        if (value.length() > MAX_NAME) {
            problems.add("must be no more than " + MAX_NAME + " bytes");
        }
        if (!value.isEmpty() && !NAME_FORM.matcher(value).matches()) {
            problems.add("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                    + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                    + " regex used for validation is '(" + NAME + ")?')");
        }
        return problems;
    }
}
