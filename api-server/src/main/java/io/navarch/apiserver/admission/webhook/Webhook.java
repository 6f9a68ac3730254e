package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.admission.match.Criteria;
import io.navarch.apiserver.admission.policy.MatchConditions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** One webhook of a configuration. */
record Webhook(
        String configuration,
        int index,
        String name,
        JsonNode clientConfig,
        Criteria criteria,
        MatchConditions conditions,
        OnFailure onFailure,
        Duration timeout,
        Set<String> reviewVersions,
        String sideEffects,
        boolean reinvoked) {

    /** What happens to a write when the webhook cannot be asked. */
    enum OnFailure {
        REFUSE,
        IGNORE
    }

    private static final int SECONDS = 10;

    static List<Webhook> of(JsonNode configuration) {
        String owner = configuration.path("metadata").path("name").asString("");
        JsonNode webhooks = configuration.path("webhooks");
        return IntStream.range(0, webhooks.size()).mapToObj(i -> of(owner, i, webhooks.get(i))).toList();
    }

    private static Webhook of(String owner, int index, JsonNode webhook) {
        return new Webhook(
                owner,
                index,
                webhook.path("name").asString(""),
                webhook.path("clientConfig"),
                Criteria.ofWebhook(webhook),
                new MatchConditions(webhook.path("matchConditions")),
                webhook.path("failurePolicy").asString("").equals("Ignore") ? OnFailure.IGNORE : OnFailure.REFUSE,
                Duration.ofSeconds(webhook.path("timeoutSeconds").asInt(SECONDS)),
                webhook.path("admissionReviewVersions").valueStream().map(v -> v.asString("")).collect(Collectors.toSet()),
                webhook.path("sideEffects").asString("Unknown"),
                webhook.path("reinvocationPolicy").asString("").equals("IfNeeded"));
    }

    /** Unlike its name unique in the cluster. */
    String id() {
        return configuration + "/" + index + "/" + name;
    }

    boolean supportsDryRun() {
        return sideEffects.equals("None") || sideEffects.equals("NoneOnDryRun");
    }

    /** The newest version of AdmissionReview both know, "" for none. */
    String reviewVersion() {
        return reviewVersions.contains("v1") ? "v1" : reviewVersions.contains("v1beta1") ? "v1beta1" : "";
    }
}
