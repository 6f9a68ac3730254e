package io.navarch.apiserver.openapi;

import io.navarch.apiserver.resource.Catalogue;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one document of OpenAPI v2 (Swagger). */
final class DocumentV2 {

    private final TypeWriter types;
    private final Map<String, Parameter> shared = new TreeMap<>();

    private DocumentV2(TypeWriter types) {
        this.types = types;
    }

    static ObjectNode of(Catalogue catalogue, Types types, Prose prose) {
        DocumentV2 writer = new DocumentV2(new TypeWriter(Dialect.V2, types, prose, name -> {}));
        ObjectNode document = Json.object().put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "unversioned");
        ObjectNode paths = document.putObject("paths");
        Operations.of(catalogue).forEach((path, content) -> paths.set(path, writer.path(content)));
        ObjectNode definitions = document.putObject("definitions");
        new TreeSet<>(types.names()).forEach(name -> definitions.set(name, writer.types.definition(name)));
        ObjectNode parameters = document.putObject("parameters");
        writer.shared.forEach((key, parameter) -> parameters.set(key, writer.inPlace(parameter)));
        document.putObject("securityDefinitions")
                .putObject("BearerToken")
                .put("description", "Bearer Token authentication")
                .put("type", "apiKey")
                .put("name", "authorization")
                .put("in", "header");
        document.putArray("security").addObject().putArray("BearerToken");
        return document;
    }

    private ObjectNode path(Operation.Path path) {
        ObjectNode out = Json.object();
        path.operations().forEach(operation -> out.set(operation.method(), operation(operation)));
        if (!path.parameters().isEmpty()) {
            ArrayNode list = out.putArray("parameters");
            path.parameters().forEach(parameter -> list.add(parameter(parameter)));
        }
        return out;
    }

    private ObjectNode operation(Operation operation) {
        ObjectNode out = Json.object().put("description", operation.description());
        words(out, "consumes", operation.media().takes);
        words(out, "produces", operation.media().gives);
        out.putArray("schemes").add("https");
        out.putArray("tags").add(operation.tag());
        out.put("operationId", operation.id());
        if (!operation.body().isEmpty() || !operation.parameters().isEmpty()) {
            ArrayNode parameters = out.putArray("parameters");
            if (!operation.body().isEmpty()) {
                ObjectNode body = parameters.addObject().put("name", "body").put("in", "body");
                if (operation.bodyRequired()) {
                    body.put("required", true);
                }
                body.set("schema", types.reference(operation.body()));
            }
            operation.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        }
        ObjectNode responses = out.putObject("responses");
        for (int code : operation.codes()) {
            ObjectNode response = responses.putObject(Integer.toString(code)).put("description", Answers.reason(code));
            response.set("schema", operation.answer().isEmpty()
                    ? Json.object().put("type", "string")
                    : types.reference(operation.answer()));
        }
        responses.putObject("401").put("description", Answers.reason(401));
        TypeWriter.put(out, "x-kubernetes-action", operation.action());
        if (operation.kind() != null) {
            out.set("x-kubernetes-group-version-kind", TypeWriter.kind(operation.kind()));
        }
        return out;
    }

    /** What is said once is referred to by name; parameters of one name but another meaning are numbered. */
    private ObjectNode parameter(Parameter parameter) {
        if (!parameter.shared()) {
            return inPlace(parameter);
        }
        String key = parameter.name();
        for (int i = 2; shared.containsKey(key) && !parameter.equals(shared.get(key)); i++) {
            key = parameter.name() + "-" + i;
        }
        shared.put(key, parameter);
        return Json.object().put("$ref", "#/parameters/" + key);
    }

    private ObjectNode inPlace(Parameter parameter) {
        ObjectNode out = Json.object()
                .put("uniqueItems", true)
                .put("type", parameter.type())
                .put("description", parameter.description())
                .put("name", parameter.name())
                .put("in", parameter.in());
        if (parameter.required()) {
            out.put("required", true);
        }
        return out;
    }

    private static void words(ObjectNode out, String field, List<String> words) {
        if (!words.isEmpty()) {
            ArrayNode list = out.putArray(field);
            words.forEach(list::add);
        }
    }
}
