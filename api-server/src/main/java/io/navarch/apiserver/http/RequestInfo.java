package io.navarch.apiserver.http;

import io.navarch.apiserver.resource.Names;
import io.navarch.apiserver.selector.FieldSelector;
import io.navarch.apiserver.status.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a path and a method ask for, in the words authorization uses. A request for something other than a resource has only path and
 * verb (the method in lower case).
 *
 * @param parts of the path from the resource on: resource, name, subresource and what follows
 */
public record RequestInfo(
        boolean resourceRequest,
        String path,
        String verb,
        String group,
        String version,
        String namespace,
        String resource,
        String name,
        String subresource,
        List<String> parts) {

    private static final Set<String> SPECIAL_VERBS = Set.of("proxy", "watch");
    private static final Set<String> NAMESPACE_SUBRESOURCES = Set.of("status", "finalize");

    public static RequestInfo of(String method, String path, Query query) {
        List<String> parts = split(path);
        boolean core = !parts.isEmpty() && parts.getFirst().equals("api");
        boolean grouped = !parts.isEmpty() && parts.getFirst().equals("apis");
        if (parts.size() < 3 || !core && !grouped || grouped && parts.size() < 4) {
            return nonResource(method, path);
        }
        String group = core ? "" : parts.get(1);
        parts = parts.subList(core ? 1 : 2, parts.size());
        String version = parts.getFirst();
        parts = parts.subList(1, parts.size());

        String verb = verb(method);
        boolean special = SPECIAL_VERBS.contains(parts.getFirst());
        if (special) {
            if (parts.size() < 2) {
                return nonResource(method, path);
            }
            verb = parts.getFirst();
            parts = parts.subList(1, parts.size());
        }
        String namespace = "";
        if (parts.getFirst().equals("namespaces") && parts.size() > 1) {
            namespace = parts.get(1);
            if (parts.size() > 2 && !NAMESPACE_SUBRESOURCES.contains(parts.get(2))) {
                parts = parts.subList(2, parts.size());
            }
        }
        String subresource = parts.size() >= 3 && !special ? parts.get(2) : "";
        String name = parts.size() >= 2 ? parts.get(1) : "";
        if (name.isEmpty() && verb.equals("get")) {
            verb = query.flag("watch") ? "watch" : "list";
            name = singleName(query);
        }
        if (name.isEmpty() && verb.equals("delete")) {
            verb = "deletecollection";
        }
        return new RequestInfo(
                true, path, verb, group, version, namespace, parts.getFirst(), name, subresource, List.copyOf(parts));
    }

    /** Whether the name is in the path, rather than in a field selector. */
    boolean named() {
        return parts.size() >= 2;
    }

    /** What follows the subresource in the path: where a proxy request goes. */
    String rest() {
        return parts.size() > 3 ? String.join("/", parts.subList(3, parts.size())) : "";
    }

    private static RequestInfo nonResource(String method, String path) {
        return new RequestInfo(false, path, method.toLowerCase(java.util.Locale.ROOT), "", "", "", "", "", "", List.of());
    }

    private static String verb(String method) {
        return switch (method) {
            case "POST" -> "create";
            case "GET", "HEAD" -> "get";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> "";
        };
    }

    private static String singleName(Query query) {
        try {
            return FieldSelector.parse(query.first("fieldSelector"))
                    .required("metadata.name")
                    .filter(n -> Names.pathSegment(n).isEmpty())
                    .orElse("");
        } catch (Refusal notASelector) {
            return "";
        }
    }

    static List<String> split(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return start == end ? List.of() : Arrays.asList(path.substring(start, end).split("/", -1));
    }
}
