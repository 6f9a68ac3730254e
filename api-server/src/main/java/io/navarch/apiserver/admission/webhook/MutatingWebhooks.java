package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Plugin;
import io.navarch.apiserver.admission.Round;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.defaults.TypeDefaults;
import io.navarch.apiserver.patch.JsonPatch;
import io.navarch.apiserver.resource.Conversions;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.schema.Decoded;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.Defaults;
import io.navarch.apiserver.schema.Strictness;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhooks that change what is written, one after the other, in the order of their configurations' names. When one has changed the
 * object, built-in plugins see it again, and so do earlier webhooks with the reinvocationPolicy IfNeeded; once.
 */
public final class MutatingWebhooks implements Plugin {

    private final Configured configured;
    private final Consultation consultation;
    private final InstantSource clock;

    public MutatingWebhooks(Objects objects, TypeRegistry types, Authorizer authorizer, InstantSource clock, RandomGenerator random) {
        this.configured = new Configured(objects, "mutatingwebhookconfigurations");
        this.consultation = new Consultation(objects, types, authorizer, random);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "MutatingAdmissionWebhook";
    }

    @Override
    public void mutate(Attributes a, Round round) {
        if (Consultation.exempt(a)) {
            return;
        }
        round.arrive(a.object());
        for (Webhook webhook : configured.webhooks()) {
            Optional<ResourceType> shown = consultation.concerns(webhook, a);
            if (shown.isEmpty() || !round.concerns(webhook.id())) {
                continue;
            }
            Optional<JsonNode> response = consultation.ask(webhook, a, shown.get());
            if (response.isPresent() && patch(a, shown.get(), response.get())) {
                round.changed();
            }
            if (webhook.reinvoked() && !round.isSecond()) {
                round.asked(webhook.id());
            }
        }
        round.leave(a.object());
    }

    /** Whether the object is another now. */
    private boolean patch(Attributes a, ResourceType shown, JsonNode response) {
        String encoded = response.path("patch").asString("");
        if (encoded.isEmpty() || a.object() == null) {
            if (!encoded.isEmpty()) {
                throw Refusal.internal("admission webhook attempted to modify the object, which is not supported for this operation");
            }
            return false;
        }
        ObjectNode object = a.given();
        boolean own = object.path("kind").asString("").equals(a.type().kind());
        ObjectNode seen = own ? Conversions.convert(object.deepCopy(), a.type(), shown) : object;
        ObjectNode patched;
        try {
            JsonNode patch = Json.tree(Base64.getDecoder().decode(encoded));
            if (patch.isEmpty()) {
                return false;
            }
            patched = (ObjectNode) JsonPatch.apply(seen.deepCopy(), patch);
        } catch (Refusal | IllegalArgumentException | tools.jackson.core.JacksonException | ClassCastException wrong) {
            throw Refusal.internal(String.valueOf(wrong.getMessage()));
        }
        ObjectNode result = own ? Conversions.convert(settled(patched, shown), shown, a.type()) : patched;
        if (result.equals(object)) {
            return false;
        }
        object.removeAll();
        object.setAll(result);
        return true;
    }

    /** Unknown fields are dropped and new ones defaulted, as if a client had sent the object. */
    private ObjectNode settled(ObjectNode patched, ResourceType type) {
        ObjectNode object = switch (Decoder.decode(patched, type.schema(), Strictness.IGNORE)) {
            case Decoded.Accepted accepted -> accepted.object();
            case Decoded.Refused refused -> throw Refusal.internal(refused.message());
            case Decoded.NoJson noJson -> throw Refusal.internal(noJson.message());
        };
        Defaults.apply(object, type.schema());
        if (type.custom() == null) {
            TypeDefaults.apply(object, type.schema(), clock.instant());
        }
        return object;
    }
}
