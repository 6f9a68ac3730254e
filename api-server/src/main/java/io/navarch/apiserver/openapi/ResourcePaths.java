package io.navarch.apiserver.openapi;

import io.navarch.apiserver.openapi.Operation.Media;
import io.navarch.apiserver.openapi.Operation.Path;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Subresource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The paths of one resource. */
final class ResourcePaths {

    /** Verbs of a connecting subresource and the methods they are. */
    private static final Map<String, List<String>> CONNECT = Map.of(
            "get", List.of("get", "head", "options"), "create", List.of("post"), "update", List.of("put"),
            "patch", List.of("patch"), "delete", List.of("delete"));
    private static final List<String> CONNECT_STREAM = List.of("get", "post");
    private static final Set<String> STREAMS = Set.of("exec", "attach", "portforward");

    private final ResourceType type;
    private final String base;
    private final String scope;
    private final List<Parameter> place;
    private final String definition;
    private final List<Path> paths = new ArrayList<>();

    private ResourcePaths(ResourceType type) {
        this.type = type;
        this.base = type.group().isEmpty() ? "/api/" + type.version() : "/apis/" + type.group() + "/" + type.version();
        this.scope = type.namespaced() ? "Namespaced" : "";
        this.place = type.namespaced() ? List.of(Parameter.NAMESPACE) : List.of();
        this.definition = Types.name(type);
    }

    static List<Path> of(ResourceType type) {
        ResourcePaths of = new ResourcePaths(type);
        of.collections();
        of.objects();
        type.subresources().values().forEach(of::subresource);
        return of.paths;
    }

    private String collection(String under) {
        return base + under + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
    }

    private void collections() {
        String list = definition + "List";
        if (type.namespaced() && type.can("list")) {
            Operation all = operation("get", "list", scopeless("list", "ForAllNamespaces"), said(), List.of(), "", list, Media.WATCHABLE);
            add(base + "/" + type.plural(), join(Parameter.LIST, List.of(Parameter.PRETTY)), List.of(all));
        }
        List<Operation> operations = new ArrayList<>();
        if (type.can("deletecollection")) {
            operations.add(operation("delete", "deletecollection",
                    OperationNames.id("delete", type, "Collection" + scope, ""), "delete a collection of " + type.kind(),
                    Parameter.DELETE_COLLECTION, Operations.DELETE_OPTIONS, Operations.STATUS, Media.OBJECT));
        }
        if (type.can("list")) {
            operations.add(operation("get", "list", id("list", ""), said(), Parameter.LIST, "", list, Media.WATCHABLE));
        }
        if (type.can("create")) {
            operations.add(operation("post", "post", id("create", ""), "create a " + type.kind(), Parameter.WRITE, definition,
                    definition, Media.OBJECT));
        }
        add(collection(""), join(place, List.of(Parameter.PRETTY)), operations);
        if (type.can("watch")) {
            watches();
        }
    }

    private String said() {
        return (type.can("watch") ? "list or watch" : "list") + " objects of kind " + type.kind();
    }

    private void watches() {
        String old = " (deprecated: list with the watch parameter)";
        List<Parameter> parameters = join(Parameter.LIST, List.of(Parameter.PRETTY));
        if (type.namespaced()) {
            add(base + "/watch/" + type.plural(), parameters, List.of(operation("get", "watchlist",
                    scopeless("watch", "ListForAllNamespaces"), "watch all objects of kind " + type.kind() + old, List.of(), "",
                    Operations.WATCH_EVENT, Media.WATCHABLE)));
        }
        add(collection("/watch"), join(place, parameters), List.of(operation("get", "watchlist", id("watch", "List"),
                "watch objects of kind " + type.kind() + old, List.of(), "", Operations.WATCH_EVENT, Media.WATCHABLE)));
        add(collection("/watch") + "/{name}", join(List.of(Parameter.name(type.kind())), join(place, parameters)),
                List.of(operation("get", "watch", id("watch", ""), "watch one object of kind " + type.kind() + old, List.of(), "",
                        Operations.WATCH_EVENT, Media.WATCHABLE)));
    }

    private void objects() {
        List<Operation> operations = new ArrayList<>();
        if (type.can("delete")) {
            operations.add(operation("delete", "delete", id("delete", ""), "delete a " + type.kind(), Parameter.DELETE,
                    Operations.DELETE_OPTIONS, Operations.STATUS, Media.OBJECT));
        }
        operations.addAll(readAndWrite(type.verbs(), type.gvk(), definition, "", ""));
        add(collection("") + "/{name}", named(), operations);
    }

    private List<Operation> readAndWrite(List<String> verbs, Gvk kind, String body, String suffix, String of) {
        List<Operation> operations = new ArrayList<>();
        String what = of + "the specified " + type.kind();
        if (verbs.contains("get")) {
            operations.add(operation(kind, "get", "get", id("read", suffix), "read " + what, List.of(), "", body, Media.OBJECT));
        }
        if (verbs.contains("patch")) {
            operations.add(operation(kind, "patch", "patch", id("patch", suffix), "partially update " + what, Parameter.PATCH,
                    Operations.PATCH, body, Media.PATCH));
        }
        if (verbs.contains("update")) {
            operations.add(operation(kind, "put", "put", id("replace", suffix), "replace " + what, Parameter.WRITE, body, body,
                    Media.OBJECT));
        }
        return operations;
    }

    private void subresource(Subresource sub) {
        String path = collection("") + "/{name}/" + sub.name();
        String suffix = OperationNames.capital(sub.name());
        if (sub.name().equals("log")) {
            Operation log = operation("get", "get", id("read", suffix), "read the log of the specified " + type.kind(), List.of(), "", "",
                    Media.LOG);
            add(path, join(Parameter.LOG, named()), List.of(log));
        } else if (sub.schema() == null) {
            List<Parameter> parameters = join(Parameter.connecting(sub.name()), named().subList(0, named().size() - 1));
            add(path, parameters, connects(sub, suffix));
            if (sub.name().equals("proxy")) {
                add(path + "/{path}", join(parameters, List.of(Parameter.PATH)), connects(sub, suffix + "WithPath"));
            }
        } else {
            String body = sub.kind().equals(type.gvk()) ? definition : sub.schema().definition();
            List<Operation> operations = new ArrayList<>();
            if (sub.verbs().contains("create")) {
                operations.add(operation(sub.kind(), "post", "post", id("create", suffix), "create " + sub.name() + " of a " + type.kind(),
                        Parameter.WRITE, body, body, Media.OBJECT));
            }
            operations.addAll(readAndWrite(sub.verbs(), sub.kind(), body, suffix, sub.name() + " of "));
            add(path, named(), operations);
        }
    }

    private List<Operation> connects(Subresource sub, String suffix) {
        List<String> methods = STREAMS.contains(sub.name())
                ? CONNECT_STREAM
                : sub.verbs().stream().flatMap(verb -> CONNECT.get(verb).stream()).sorted().toList();
        return methods.stream()
                .map(method -> operation(sub.kind(), method, "connect",
                        OperationNames.id("connect", type, OperationNames.capital(method) + scope, suffix),
                        "connect to " + sub.name() + " of " + type.kind() + " by " + method.toUpperCase(java.util.Locale.ROOT),
                        List.of(), "", "", Media.STREAM))
                .toList();
    }

    private List<Parameter> named() {
        return join(List.of(Parameter.name(type.kind())), join(place, List.of(Parameter.PRETTY)));
    }

    private String id(String verb, String rest) {
        return OperationNames.id(verb, type, scope, rest);
    }

    private String scopeless(String verb, String rest) {
        return OperationNames.id(verb, type, "", rest);
    }

    private void add(String path, List<Parameter> parameters, List<Operation> operations) {
        if (!operations.isEmpty()) {
            paths.add(new Path(path, type.group(), type.version(), parameters, List.copyOf(operations)));
        }
    }

    private Operation operation(
            String method, String action, String id, String said, List<Parameter> parameters, String body, String answer, Media media) {
        return operation(type.gvk(), method, action, id, said, parameters, body, answer, media);
    }

    private Operation operation(
            Gvk kind, String method, String action, String id, String said, List<Parameter> parameters, String body, String answer,
            Media media) {
        List<Integer> codes = switch (action) {
            case "post" -> List.of(200, 201, 202);
            case "put", "patch" -> List.of(200, 201);
            case "delete" -> List.of(200, 202);
            default -> List.of(200);
        };
        boolean bodyRequired = !body.isEmpty() && !method.equals("delete");
        return new Operation(method, id, said, action, kind, parameters, body, bodyRequired, answer, codes, media,
                OperationNames.tag(type.group(), type.version()));
    }

    private static List<Parameter> join(List<Parameter> some, List<Parameter> more) {
        List<Parameter> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
