package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Formats;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is wrong with how a definition wants its versions converted. */
final class ConversionValidation {

    private static final FieldPath PATH = FieldPath.of("spec", "conversion");
    private static final FieldPath CLIENT = PATH.child("webhookClientConfig");
    private static final List<String> STRATEGIES = List.of("None", "Webhook");
    private static final List<String> REVIEWS = List.of("v1", "v1beta1");
    private static final String FORM = "; desired format: https://host[/path]";

    private final List<FieldError> errors = new ArrayList<>(0);

    private ConversionValidation() {}

    static List<FieldError> check(Definition definition, @Nullable Definition before) {
        ConversionValidation validation = new ConversionValidation();
        JsonNode conversion = definition.spec().path("conversion");
        if (!conversion.isObject()) {
            return List.of();
        }
        String strategy = text(conversion, "strategy");
        if (!strategy.equals("None") && definition.spec().path("preserveUnknownFields").asBoolean(false)) {
            validation.errors.add(FieldError.invalid(
                    PATH.child("strategy"), strategy, "must be None if spec.preserveUnknownFields is true"));
        }
        validation.conversion(conversion, strategy, before);
        return validation.errors;
    }

    private void conversion(JsonNode conversion, String strategy, @Nullable Definition before) {
        if (strategy.isEmpty()) {
            errors.add(FieldError.required(PATH.child("strategy"), ""));
        } else if (!STRATEGIES.contains(strategy)) {
            errors.add(FieldError.notSupported(PATH.child("strategy"), strategy, STRATEGIES));
        }
        JsonNode webhook = conversion.path("webhook");
        JsonNode client = webhook.path("clientConfig");
        JsonNode reviews = webhook.path("conversionReviewVersions");
        if (!strategy.equals("Webhook")) {
            if (client.isObject()) {
                errors.add(FieldError.forbidden(CLIENT, "should not be set when strategy is not set to Webhook"));
            }
            if (!reviews.isEmpty()) {
                errors.add(FieldError.forbidden(
                        PATH.child("conversionReviewVersions"), "should not be set when strategy is not set to Webhook"));
            }
            return;
        }
        if (client.isObject()) {
            client(client, before);
        } else {
            errors.add(FieldError.required(CLIENT, "required when strategy is set to Webhook"));
        }
        JsonNode old = before == null
                ? null
                : before.spec().path("conversion").path("webhook").path("conversionReviewVersions");
        boolean mustKnow = old == null || old.isEmpty() || Definition.texts(old).stream().anyMatch(REVIEWS::contains);
        reviews(reviews, mustKnow);
    }

    private void client(JsonNode client, @Nullable Definition before) {
        boolean url = client.hasNonNull("url");
        boolean service = client.hasNonNull("service");
        if (url == service) {
            errors.add(FieldError.required(CLIENT, "exactly one of url or service is required"));
        } else if (url) {
            url(text(client, "url"), CLIENT.child("url"));
        } else {
            service(client.path("service"), CLIENT.child("service"));
        }
        boolean mayBeWrong = before == null
                || !before.is("Established")
                || !CaBundle.usable(before.spec().path("conversion").path("webhook").path("clientConfig"));
        if (!mayBeWrong && !CaBundle.usable(client)) {
            errors.add(FieldError.invalid(
                    CLIENT.child("caBundle"),
                    text(client, "caBundle"),
                    "unable to load root certificates: unable to parse bytes as PEM block"));
        }
    }

    private void url(String text, FieldPath path) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException wrong) {
            errors.add(FieldError.required(path, "url must be a valid URL: parse " + text + ": " + wrong.getReason() + FORM));
            return;
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!scheme.equals("https")) {
            errors.add(FieldError.invalid(path, scheme, "'https' is the only allowed URL scheme" + FORM));
        }
        if (url.getRawAuthority() == null || url.getRawAuthority().isEmpty()) {
            errors.add(FieldError.invalid(path, "", "host must be specified" + FORM));
        }
        if (url.getRawUserInfo() != null) {
            errors.add(FieldError.invalid(path, url.getRawUserInfo(), "user information is not permitted in the URL"));
        }
        if (url.getRawFragment() != null && !url.getRawFragment().isEmpty()) {
            errors.add(FieldError.invalid(path, url.getRawFragment(), "fragments are not permitted in the URL"));
        }
        if (url.getRawQuery() != null && !url.getRawQuery().isEmpty()) {
            errors.add(FieldError.invalid(path, url.getRawQuery(), "query parameters are not permitted in the URL"));
        }
    }

    /** Kubernetes takes the name for the namespace here and the other way round, and so do its messages. */
    private void service(JsonNode service, FieldPath path) {
        if (text(service, "namespace").isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
        if (text(service, "name").isEmpty()) {
            errors.add(FieldError.required(path.child("namespace"), ""));
        }
        int port = service.path("port").asInt(443);
        List<String> problems = Formats.portNumber(port);
        if (!problems.isEmpty()) {
            errors.add(FieldError.invalid(path.child("port"), port, "port is not valid: " + String.join(", ", problems)));
        }
        if (service.hasNonNull("path")) {
            path(text(service, "path"), path.child("path"));
        }
    }

    private void path(String text, FieldPath path) {
        if (text.isEmpty() || text.equals("/")) {
            return;
        }
        if (text.equals("//")) {
            errors.add(FieldError.invalid(path, text, "segment[0] may not be empty"));
            return;
        }
        if (!text.startsWith("/")) {
            errors.add(FieldError.invalid(path, text, "must start with a '/'"));
        }
        String inner = text.substring(1);
        String[] steps = (inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1);
        for (int i = 0; i < steps.length; i++) {
            if (steps[i].isEmpty()) {
                errors.add(FieldError.invalid(path, text, "segment[" + i + "] may not be empty"));
                continue;
            }
            for (String problem : Formats.dns1123Subdomain(steps[i])) {
                errors.add(FieldError.invalid(path, text, "segment[" + i + "]: " + problem));
            }
        }
    }

    private void reviews(JsonNode reviews, boolean mustKnowOne) {
        FieldPath path = PATH.child("conversionReviewVersions");
        if (reviews.isEmpty()) {
            errors.add(FieldError.required(path, ""));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < reviews.size(); i++) {
            String version = reviews.get(i).asString("");
            if (!seen.add(version)) {
                errors.add(FieldError.invalid(path.index(i), version, "duplicate version"));
                continue;
            }
            for (String problem : Formats.dns1035Label(version)) {
                errors.add(FieldError.invalid(path.index(i), version, problem));
            }
        }
        if (mustKnowOne && REVIEWS.stream().noneMatch(seen::contains)) {
            errors.add(FieldError.invalid(path, reviews, "must include at least one of v1, v1beta1"));
        }
    }
}
