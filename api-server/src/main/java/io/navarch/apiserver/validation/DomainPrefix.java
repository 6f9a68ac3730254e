package io.navarch.apiserver.validation;

import java.util.regex.Pattern;

/** Names in a domain, such as "example.com/queue". */
public final class DomainPrefix {

    private static final String PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
    private static final Pattern PATH_PATTERN = Pattern.compile(PATH);

    private DomainPrefix() {}

    /** A domain, a slash and a path. */
    public static void path(Field field) {
        if (field.text().isEmpty()) {
            field.required();
            return;
        }
        int slash = field.text().indexOf('/');
        String host = slash < 0 ? "" : field.text().substring(0, slash);
        String path = field.text().substring(slash + 1);
        if (host.isEmpty() || path.isEmpty()) {
            field.invalid("must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }
        Formats.dns1123Subdomain(host).forEach(message -> field.invalid(host, message));
        if (!PATH_PATTERN.matcher(path).matches()) {
            field.invalid(path, Formats.expected("Invalid path", PATH));
        }
    }
}
