package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.resource.Conversions;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.machinery.object.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An AdmissionReview: a write as webhooks are shown it. */
final class Review {

    private Review() {}

    static ObjectNode of(Attributes a, ResourceType shown, String version, String uid) {
        ObjectNode review = Json.object().put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/" + version);
        ObjectNode request = review.putObject("request");
        Gvk kind = kind(a, a.type());
        request.put("uid", uid);
        gvk(request.putObject("kind"), kind(a, shown));
        resource(request.putObject("resource"), shown);
        putText(request, "subResource", a.subresource());
        gvk(request.putObject("requestKind"), kind);
        resource(request.putObject("requestResource"), a.type());
        putText(request, "requestSubResource", a.subresource());
        putText(request, "name", a.name());
        boolean namespace = a.type().group().isEmpty() && a.type().plural().equals("namespaces");
        putText(request, "namespace", namespace ? a.name() : a.namespace());
        request.put("operation", a.operation().name());
        user(request.putObject("userInfo"), a.user());
        object(request, "object", a.object(), a, shown);
        object(request, "oldObject", a.old(), a, shown);
        request.put("dryRun", a.dryRun());
        if (a.options().isEmpty()) {
            request.putNull("options");
        } else {
            request.set("options", a.options());
        }
        return review;
    }

    /** What a subresource of another kind carries says its kind itself. */
    private static Gvk kind(Attributes a, ResourceType type) {
        ObjectNode object = a.object() == null ? a.old() : a.object();
        if (object == null || a.subresource().isEmpty()) {
            return type.gvk();
        }
        Gvk said = Gvk.of(object.path("apiVersion").asString(""), object.path("kind").asString(""));
        return said.kind().isEmpty() || said.kind().equals(type.kind()) ? type.gvk() : said;
    }

    private static void object(ObjectNode request, String field, @Nullable ObjectNode object, Attributes a, ResourceType shown) {
        if (object == null) {
            request.putNull(field);
        } else {
            boolean own = object.path("kind").asString("").equals(a.type().kind());
            request.set(field, own ? Conversions.convert(object.deepCopy(), a.type(), shown) : object);
        }
    }

    private static void gvk(ObjectNode out, Gvk kind) {
        out.put("group", kind.group()).put("version", kind.version()).put("kind", kind.kind());
    }

    private static void resource(ObjectNode out, ResourceType type) {
        out.put("group", type.group()).put("version", type.version()).put("resource", type.plural());
    }

    private static void user(ObjectNode out, User user) {
        putText(out, "username", user.name());
        putText(out, "uid", user.uid());
        if (!user.groups().isEmpty()) {
            ArrayNode groups = out.putArray("groups");
            user.groups().forEach(groups::add);
        }
        if (!user.extra().isEmpty()) {
            ObjectNode extra = out.putObject("extra");
            user.extra().forEach((key, values) -> {
                ArrayNode list = extra.putArray(key);
                values.forEach(list::add);
            });
        }
    }

    private static void putText(ObjectNode out, String field, String text) {
        if (!text.isEmpty()) {
            out.put(field, text);
        }
    }
}
