package io.navarch.apiserver.http;

import io.navarch.apiserver.schema.Strictness;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.DeleteOptions;
import io.navarch.apiserver.verb.ListOptions;
import io.navarch.apiserver.verb.Options;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The options verbs take, out of a URL's parameters. */
final class Parameters {

    private static final int LONGEST_MANAGER = 128;

    private Parameters() {}

    /** Of a write; the kind is that of the options, such as CreateOptions. */
    static Options options(Exchange exchange, String kind) {
        Query query = exchange.query();
        List<FieldError> errors = new ArrayList<>();
        List<String> dryRun = query.all("dryRun");
        if (!dryRun.stream().allMatch(v -> v.equals("All")) && !dryRun.equals(List.of(""))) {
            errors.add(FieldError.notSupported(FieldPath.of("dryRun"), Json.MAPPER.valueToTree(dryRun), List.of("All")));
        }
        String manager = query.first("fieldManager");
        checkManager(manager, errors);
        if (kind.equals("PatchOptions") && query.has("force") && !applies(exchange)) {
            errors.add(FieldError.forbidden(FieldPath.of("force"), "may not be specified for non-apply patch"));
        }
        if (kind.equals("PatchOptions") && applies(exchange) && manager.isEmpty()) {
            errors.add(FieldError.required(FieldPath.of("fieldManager"), "is required for apply patch"));
        }
        String validation = query.first("fieldValidation");
        Optional<Strictness> strictness = Strictness.parse(validation);
        if (strictness.isEmpty()) {
            errors.add(FieldError.notSupported(FieldPath.of("fieldValidation"), validation, List.of("", "Ignore", "Strict", "Warn")));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid("meta.k8s.io", kind, "", errors);
        }
        return new Options(
                dryRun.contains("All"),
                strictness.orElse(Strictness.WARN),
                manager.isEmpty() ? fromAgent(exchange.header("User-Agent")) : manager,
                query.flag("force"));
    }

    private static boolean applies(Exchange exchange) {
        return exchange.header("Content-Type").startsWith("application/apply-patch+yaml");
    }

    private static void checkManager(String manager, List<FieldError> errors) {
        if (manager.length() > LONGEST_MANAGER) {
            errors.add(FieldError.tooLong(FieldPath.of("fieldManager"), LONGEST_MANAGER));
        }
        for (int i = 0; i < manager.length(); i++) {
            if (Character.isISOControl(manager.charAt(i))) {
                errors.add(FieldError.invalid(FieldPath.of("fieldManager"), manager, "should only contain printable characters"));
                return;
            }
        }
    }

    /** What stands before the first slash of the user agent. */
    private static String fromAgent(String agent) {
        int slash = agent.indexOf('/');
        StringBuilder name = new StringBuilder();
        (slash < 0 ? agent : agent.substring(0, slash))
                .codePoints()
                .filter(c -> !Character.isISOControl(c))
                .forEach(name::appendCodePoint);
        String text = name.length() > LONGEST_MANAGER ? name.substring(0, LONGEST_MANAGER) : name.toString();
        return text.isEmpty() ? "unknown" : text;
    }

    static ListOptions list(Query query) {
        return new ListOptions(
                query.first("labelSelector"),
                query.first("fieldSelector"),
                query.first("resourceVersion"),
                query.first("resourceVersionMatch"),
                number(query, "limit"),
                query.first("continue"),
                query.flag("allowWatchBookmarks"),
                query.has("sendInitialEvents") ? Optional.of(query.flag("sendInitialEvents")) : Optional.empty(),
                number(query, "timeoutSeconds"));
    }

    static DeleteOptions delete(Query query, byte[] body) {
        ObjectNode url = Json.object();
        if (query.has("gracePeriodSeconds")) {
            url.put("gracePeriodSeconds", number(query, "gracePeriodSeconds"));
        }
        if (query.has("propagationPolicy")) {
            url.put("propagationPolicy", query.first("propagationPolicy"));
        }
        if (query.has("orphanDependents")) {
            url.put("orphanDependents", query.flag("orphanDependents"));
        }
        if (query.has("dryRun")) {
            query.all("dryRun").forEach(url.putArray("dryRun")::add);
        }
        return body.length > 0 ? DeleteOptions.parse(body) : DeleteOptions.parse(Json.write(url));
    }

    private static long number(Query query, String name) {
        String text = query.first(name);
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw Refusal.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
