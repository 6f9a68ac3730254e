package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.cel.AuthorizerFunctions;
import io.navarch.apiserver.cel.EvaluationFailure;
import io.navarch.apiserver.cel.Program;
import io.navarch.apiserver.cel.Values;
import io.navarch.apiserver.resource.Conversions;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.machinery.object.Json;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The values expressions see of one write. */
final class Inputs {

    private Inputs() {}

    static Map<String, Object> of(
            Attributes a, ResourceType shown, @Nullable JsonNode namespace, @Nullable JsonNode param, Authorizer authorizer) {
        Map<String, Object> values = new HashMap<>();
        values.put("object", converted(a.object(), a, shown));
        values.put("oldObject", converted(a.old(), a, shown));
        values.put("request", Values.dynamic(request(a, shown)));
        values.put("namespaceObject", namespace == null ? Values.NULL : Values.dynamic(namespace));
        values.put("params", param == null ? Values.NULL : Values.dynamic(param));
        AuthorizerFunctions.Caller caller =
                new AuthorizerFunctions.Caller(authorizer, a.user().name(), a.user().groups());
        values.put("authorizer", caller);
        values.put("authorizer.requestResource", new AuthorizerFunctions.ResourceCheck(
                caller, a.type().group(), a.type().plural(), a.subresource(), a.namespace(), a.name()));
        return values;
    }

    static Object converted(@Nullable ObjectNode object, Attributes a, ResourceType shown) {
        if (object == null) {
            return Values.NULL;
        }
        boolean own = object.path("kind").asString("").equals(a.type().kind());
        return Values.dynamic(own ? Conversions.convert(object, a.type(), shown) : object);
    }

    private static ObjectNode request(Attributes a, ResourceType shown) {
        ObjectNode request = Json.object();
        ObjectNode object = a.object() == null ? a.old() : a.object();
        Gvk said = object == null || a.subresource().isEmpty()
                ? shown.gvk()
                : Gvk.of(object.path("apiVersion").asString(""), object.path("kind").asString(""));
        Gvk kind = said.kind().equals(a.type().kind()) || said.kind().isEmpty() ? shown.gvk() : said;
        Gvk asked = said.kind().equals(a.type().kind()) || said.kind().isEmpty() ? a.type().gvk() : said;
        kind(request.putObject("kind"), kind);
        resource(request.putObject("resource"), shown);
        putText(request, "subResource", a.subresource());
        kind(request.putObject("requestKind"), asked);
        resource(request.putObject("requestResource"), a.type());
        putText(request, "requestSubResource", a.subresource());
        putText(request, "name", a.name());
        boolean namespace = a.resource().toString().equals("namespaces");
        putText(request, "namespace", namespace ? a.name() : a.namespace());
        request.put("operation", a.operation().name());
        ObjectNode user = request.putObject("userInfo");
        putText(user, "username", a.user().name());
        putText(user, "uid", a.user().uid());
        if (!a.user().groups().isEmpty()) {
            a.user().groups().forEach(user.withArrayProperty("groups")::add);
        }
        a.user().extra().forEach((key, list) ->
                list.forEach(user.withObjectProperty("extra").withArrayProperty(key)::add));
        request.put("dryRun", a.dryRun());
        request.set("options", a.options());
        return request;
    }

    private static void kind(ObjectNode out, Gvk kind) {
        out.put("group", kind.group()).put("version", kind.version()).put("kind", kind.kind());
    }

    private static void resource(ObjectNode out, ResourceType type) {
        out.put("group", type.group()).put("version", type.version()).put("resource", type.plural());
    }

    private static void putText(ObjectNode out, String field, String text) {
        if (!text.isEmpty()) {
            out.put(field, text);
        }
    }

    /** The policy's variables: each is evaluated when it is first asked for, and sees those before it. */
    static Map<String, Object> variables(Map<String, Program> programs, Map<String, Object> inputs) {
        return new Lazy(programs, inputs);
    }

    private static final class Lazy extends AbstractMap<String, Object> {

        private final Map<String, Program> programs;
        private final Map<String, Object> inputs;
        private final Map<String, Object> known = new HashMap<>();

        Lazy(Map<String, Program> programs, Map<String, Object> inputs) {
            this.programs = programs;
            this.inputs = inputs;
        }

        @Override
        public boolean containsKey(Object name) {
            return programs.containsKey(name);
        }

        @Override
        public @Nullable Object get(Object name) {
            Program program = programs.get(name);
            if (program == null) {
                return null;
            }
            Object value = known.get(name);
            if (value == null) {
                try {
                    value = program.evaluate(inputs);
                } catch (EvaluationFailure failed) {
                    throw new IllegalArgumentException(
                            "composited variable \"" + name + "\" fails to evaluate: " + failed.getMessage());
                }
                known.put((String) name, value);
            }
            return value;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> all = new LinkedHashMap<>();
            programs.keySet().forEach(name -> all.put(name, get(name)));
            return all.entrySet();
        }
    }
}
