package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a definition's webhook for an object in another version, by a ConversionReview. What it may not change stays as it was. */
final class WebhookConversion {

    private static final String GROUP = "apiextensions.k8s.io/";

    private final JsonNode webhook;
    private final WebhookClient client;
    private final RandomGenerator random;

    /** @param webhook spec.conversion.webhook */
    WebhookConversion(JsonNode webhook, Objects objects, RandomGenerator random) {
        this.webhook = webhook;
        this.client = new WebhookClient(webhook.path("clientConfig"), objects);
        this.random = random;
    }

    ObjectNode convert(ObjectNode object, ResourceType to) {
        String from = text(object, "apiVersion");
        String subject = "conversion webhook for " + from + ", Kind=" + text(object, "kind");
        String uid = new UUID(random.nextLong(), random.nextLong()).toString();
        ObjectNode converted = response(subject, uid, ask(subject, review(object, to, uid)), reviewVersion());
        if (!text(converted, "apiVersion").equals(to.apiVersion())) {
            throw refusal(subject + " returned invalid object at index 0: invalid groupVersion (expected " + to.apiVersion()
                    + ", received " + text(converted, "apiVersion") + ")");
        }
        if (!text(converted, "kind").equals(text(object, "kind"))) {
            throw refusal(subject + " returned invalid object at index 0: invalid kind (expected " + text(object, "kind")
                    + ", received " + text(converted, "kind") + ")");
        }
        keepIdentity(subject, object, converted);
        return converted;
    }

    /** The first version the webhook takes that this server speaks. */
    private String reviewVersion() {
        return Definition.texts(webhook.path("conversionReviewVersions")).stream()
                .filter(version -> version.equals("v1") || version.equals("v1beta1"))
                .findFirst()
                .orElseThrow(() -> refusal("no supported conversion review versions"));
    }

    private ObjectNode review(ObjectNode object, ResourceType to, String uid) {
        ObjectNode review = Json.object().put("kind", "ConversionReview").put("apiVersion", GROUP + reviewVersion());
        ObjectNode request = review.putObject("request");
        request.put("uid", uid).put("desiredAPIVersion", to.apiVersion());
        request.putArray("objects").add(object);
        ObjectNode response = review.putObject("response");
        response.put("uid", "").putNull("convertedObjects");
        response.putObject("result").putObject("metadata");
        return review;
    }

    private JsonNode ask(String subject, ObjectNode review) {
        try {
            return Json.tree(client.post(Json.write(review)));
        } catch (IOException | JacksonException failed) {
            throw refusal(subject + " failed: " + failed.getMessage());
        }
    }

    private static ObjectNode response(String subject, String uid, JsonNode review, String version) {
        JsonNode response = review.path("response");
        String wrong = null;
        if (version.equals("v1") && !text(review, "apiVersion").equals(GROUP + "v1")) {
            wrong = "expected webhook response of apiextensions.k8s.io/v1, Kind=ConversionReview, got " + text(review, "apiVersion")
                    + ", Kind=" + text(review, "kind");
        } else if (!response.isObject()) {
            wrong = "no response provided";
        } else if (version.equals("v1") && !text(response, "uid").equals(uid)) {
            wrong = "expected response.uid=" + GoText.quote(uid) + ", got " + GoText.quote(text(response, "uid"));
        } else if (!text(response.path("result"), "status").equals("Success")) {
            String message = text(response.path("result"), "message");
            wrong = message.isEmpty()
                    ? "response.result.status was '" + text(response.path("result"), "status") + "', not 'Success'"
                    : message;
        }
        if (wrong != null) {
            throw refusal(subject + " failed: " + wrong);
        }
        JsonNode objects = response.path("convertedObjects");
        if (objects.size() != 1 || !(objects.get(0) instanceof ObjectNode converted)) {
            throw refusal(subject + " returned " + objects.size() + " objects, expected 1");
        }
        return converted;
    }

    /** A webhook may change labels and annotations, and nothing else of metadata. */
    private static void keepIdentity(String subject, ObjectNode object, ObjectNode converted) {
        JsonNode before = object.path("metadata");
        JsonNode after = converted.path("metadata");
        if (!after.isObject()) {
            throw refusal(subject + " returned invalid metadata: missing metadata in converted object");
        }
        for (String field : new String[] {"name", "namespace", "uid"}) {
            if (!text(before, field).equals(text(after, field))) {
                throw refusal(subject + " returned invalid object: must have the same " + (field.equals("uid") ? "UID" : field) + ": "
                        + text(before, field) + " != " + text(after, field));
            }
        }
        ObjectNode metadata = (ObjectNode) before.deepCopy();
        for (String field : new String[] {"labels", "annotations"}) {
            if (after.path(field).isObject()) {
                metadata.set(field, after.get(field));
            } else {
                metadata.remove(field);
            }
        }
        converted.set("metadata", metadata);
    }

    private static Refusal refusal(String message) {
        return Refusal.of(500, "", message, null);
    }
}
