package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.List;

/** Where a webhook is called: a URL, or a service and a path. */
final class WebhookClientRules {

    private static final String FORM = "; desired format: https://host[/path]";

    private WebhookClientRules() {}

    static void url(Field field) {
        String text = field.text();
        String trouble = trouble(text);
        if (!trouble.isEmpty()) {
            field.required("url must be a valid URL: parse " + GoText.quote(text) + ": " + trouble + FORM);
            return;
        }
        int colon = text.indexOf(':');
        boolean hasScheme = colon > 0 && text.substring(0, colon).matches("[a-zA-Z][a-zA-Z0-9+.-]*");
        String scheme = hasScheme ? text.substring(0, colon).toLowerCase(java.util.Locale.ROOT) : "";
        String rest = hasScheme ? text.substring(colon + 1) : text;
        String fragment = after(rest, '#');
        rest = before(rest, '#');
        String query = after(rest, '?');
        rest = before(rest, '?');
        String authority = rest.startsWith("//") ? before(rest.substring(2), '/') : "";
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        if (!scheme.equals("https")) {
            field.invalid(scheme, "'https' is the only allowed URL scheme" + FORM);
        }
        if (authority.substring(at + 1).isEmpty()) {
            field.invalid("", "host must be specified" + FORM);
        }
        if (at >= 0) {
            field.invalid(user, "user information is not permitted in the URL");
        }
        if (!fragment.isEmpty()) {
            field.invalid(fragment, "fragments are not permitted in the URL");
        }
        if (!query.isEmpty()) {
            field.invalid(query, "query parameters are not permitted in the URL");
        }
    }

    /** What keeps Go from reading the URL; "" when it can. */
    private static String trouble(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return "net/url: invalid control character in URL";
        }
        if (text.startsWith(":")) {
            return "missing protocol scheme";
        }
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        boolean schemeless = colon > 0 && !text.substring(0, colon).matches("[a-zA-Z][a-zA-Z0-9+.-]*");
        return schemeless && (slash < 0 || colon < slash) ? "first path segment in URL cannot contain colon" : "";
    }

    private static String before(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String after(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? "" : text.substring(at + 1);
    }

    static void service(Field service) {
        // Kubernetes has the two the wrong way round: a missing namespace is reported as a missing name.
        if (service.at("namespace").isZero()) {
            service.at("name").required();
        }
        if (service.at("name").isZero()) {
            service.at("namespace").required();
        }
        Field port = service.at("port");
        List<String> wrong = Formats.portNumber(port.number());
        if (!wrong.isEmpty()) {
            port.invalid(port.number(), "port is not valid: " + String.join(", ", wrong));
        }
        if (service.at("path").isSet()) {
            path(service.at("path"));
        }
    }

    private static void path(Field field) {
        String path = field.text();
        if (path.isEmpty() || path.equals("/")) {
            return;
        }
        if (path.equals("//")) {
            field.invalid("segment[0] may not be empty");
            return;
        }
        if (!path.startsWith("/")) {
            field.invalid("must start with a '/'");
        }
        String checked = path.substring(1);
        String[] steps = (checked.endsWith("/") ? checked.substring(0, checked.length() - 1) : checked).split("/", -1);
        for (int i = 0; i < steps.length; i++) {
            String segment = "segment[" + i + "]";
            if (steps[i].isEmpty()) {
                field.invalid(segment + " may not be empty");
            } else {
                Formats.dns1123Subdomain(steps[i]).forEach(message -> field.invalid(segment + ": " + message));
            }
        }
    }
}
