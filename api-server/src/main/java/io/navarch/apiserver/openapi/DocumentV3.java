package io.navarch.apiserver.openapi;

import io.navarch.machinery.object.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One document of OpenAPI v3: some paths and the types they lead to. */
final class DocumentV3 {

    private final Deque<String> toWrite = new ArrayDeque<>();
    private final TypeWriter types;

    private DocumentV3(Types types, Prose prose) {
        this.types = new TypeWriter(Dialect.V3, types, prose, toWrite::add);
    }

    static ObjectNode of(List<Operation.Path> paths, Types types, Prose prose) {
        DocumentV3 writer = new DocumentV3(types, prose);
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "unversioned");
        ObjectNode written = document.putObject("paths");
        paths.forEach(path -> written.set(path.path(), writer.path(path)));
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        writer.schemas().forEach(schemas::set);
        components.putObject("securitySchemes")
                .putObject("BearerToken")
                .put("type", "apiKey")
                .put("description", "Bearer Token authentication")
                .put("name", "authorization")
                .put("in", "header");
        return document;
    }

    private Map<String, ObjectNode> schemas() {
        Map<String, ObjectNode> schemas = new TreeMap<>();
        while (!toWrite.isEmpty()) {
            String name = toWrite.removeFirst();
            if (!schemas.containsKey(name)) {
                schemas.put(name, types.definition(name));
            }
        }
        return schemas;
    }

    private ObjectNode path(Operation.Path path) {
        ObjectNode out = Json.object();
        path.operations().forEach(operation -> out.set(operation.method(), operation(operation)));
        parameters(out, path.parameters());
        return out;
    }

    private ObjectNode operation(Operation operation) {
        ObjectNode out = Json.object();
        out.putArray("tags").add(operation.tag());
        out.put("description", operation.description()).put("operationId", operation.id());
        parameters(out, operation.parameters());
        if (!operation.body().isEmpty()) {
            ObjectNode body = out.putObject("requestBody");
            ObjectNode content = body.putObject("content");
            for (String type : operation.media().takes) {
                content.putObject(type).set("schema", types.reference(operation.body()));
            }
            if (operation.bodyRequired()) {
                body.put("required", true);
            }
        }
        ObjectNode responses = out.putObject("responses");
        for (int code : operation.codes()) {
            ObjectNode response = responses.putObject(Integer.toString(code)).put("description", Answers.reason(code));
            ObjectNode content = response.putObject("content");
            for (String type : operation.media().gives) {
                content.putObject(type).set("schema", operation.answer().isEmpty()
                        ? Json.object().put("type", "string")
                        : types.reference(operation.answer()));
            }
        }
        responses.putObject("401").put("description", Answers.reason(401));
        TypeWriter.put(out, "x-kubernetes-action", operation.action());
        if (operation.kind() != null) {
            out.set("x-kubernetes-group-version-kind", TypeWriter.kind(operation.kind()));
        }
        return out;
    }

    private static void parameters(ObjectNode out, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        ArrayNode list = out.putArray("parameters");
        for (Parameter parameter : parameters) {
            ObjectNode one = list.addObject()
                    .put("name", parameter.name())
                    .put("in", parameter.in())
                    .put("description", parameter.description());
            if (parameter.required()) {
                one.put("required", true);
            }
            one.putObject("schema").put("type", parameter.type()).put("uniqueItems", true);
        }
    }
}
