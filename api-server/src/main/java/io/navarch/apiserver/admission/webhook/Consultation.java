package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.match.Criteria;
import io.navarch.apiserver.admission.policy.MatchConditions;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Asks one webhook about one write; what both kinds of webhooks have in common. */
final class Consultation {

    private static final Logger LOG = LoggerFactory.getLogger(Consultation.class);

    private final Objects objects;
    private final TypeRegistry types;
    private final RandomGenerator random;
    private final Authorizer authorizer;
    private final Caller caller;

    Consultation(Objects objects, TypeRegistry types, Authorizer authorizer, RandomGenerator random) {
        this.objects = objects;
        this.types = types;
        this.random = random;
        this.authorizer = authorizer;
        this.caller = new Caller(objects);
    }

    Optional<ResourceType> concerns(Webhook webhook, Attributes a) {
        Optional<ResourceType> shown = webhook.criteria().match(a, objects, types.current());
        try {
            return shown.isPresent() && webhook.conditions().hold(a, shown.get(), authorizer) ? shown : Optional.empty();
        } catch (MatchConditions.Undecided undecided) {
            if (webhook.onFailure() == Webhook.OnFailure.IGNORE) {
                return Optional.empty();
            }
            throw Refusal.forbidden(a.resource(), a.name(), String.valueOf(undecided.getMessage()));
        }
    }

    static boolean exempt(Attributes a) {
        return Criteria.exempt(a);
    }

    /** The webhook's response that allows the write; empty when it could not be asked and that is to be ignored. */
    Optional<JsonNode> ask(Webhook webhook, Attributes a, ResourceType shown) {
        if (a.dryRun() && !webhook.supportsDryRun()) {
            throw Refusal.badRequest("admission webhook \"" + webhook.name() + "\" does not support dry run");
        }
        try {
            if (webhook.reviewVersion().isEmpty()) {
                throw new CallFailed("webhook does not accept known AdmissionReview versions (v1, v1beta1)");
            }
            JsonNode response = caller.call(webhook, Review.of(a, shown, webhook.reviewVersion(), uid()));
            response.path("warnings").forEach(w -> a.warnings().accept(w.asString("")));
            if (!response.path("allowed").asBoolean(false)) {
                throw denied(webhook, response.path("status"));
            }
            return Optional.of(response);
        } catch (CallFailed failed) {
            if (webhook.onFailure() == Webhook.OnFailure.IGNORE) {
                LOG.warn("{}; failing open", failed.about(webhook));
                return Optional.empty();
            }
            throw Refusal.internal(failed.about(webhook));
        }
    }

    private String uid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static Refusal denied(Webhook webhook, JsonNode status) {
        String by = "admission webhook \"" + webhook.name() + "\" denied the request";
        String message = status.path("message").asString("");
        String reason = status.path("reason").asString("");
        String why = !message.isEmpty() ? ": " + message : !reason.isEmpty() ? ": " + reason : " without explanation";
        int code = Math.max(status.path("code").asInt(0), 400);
        return Refusal.of(code, reason, by + why, details(status.path("details")));
    }

    private static @org.jspecify.annotations.Nullable Details details(JsonNode details) {
        if (!details.isObject()) {
            return null;
        }
        List<Details.Cause> causes = new ArrayList<>();
        details.path("causes").forEach(c -> causes.add(new Details.Cause(
                c.path("reason").asString(""), c.path("message").asString(""), c.path("field").asString(""))));
        return Details.of(details.path("group").asString(""), details.path("kind").asString(""), details.path("name").asString(""))
                .withCauses(causes);
    }
}
