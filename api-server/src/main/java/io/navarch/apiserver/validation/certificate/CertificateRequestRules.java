package io.navarch.apiserver.validation.certificate;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/**
 * CertificateSigningRequests. Approval writes the decision, status the certificate; what was decided or issued is never taken back. What
 * an object has had wrong from of old is not held against its updates.
 */
public final class CertificateRequestRules implements KindValidation {

    private static final String LEGACY = "kubernetes.io/legacy-unknown";
    private static final int SHORTEST = 600;
    private static final List<String> DECISIONS = List.of("Approved", "Denied");
    private static final List<String> ALWAYS_TRUE = List.of("Approved", "Denied", "Failed");
    private static final List<String> USAGES = List.of(
            "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only",
            "digital signature", "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement",
            "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping");

    @Override
    public void create(Field request) {
        whole(request, MissingNode.getInstance());
    }

    private static void whole(Field request, JsonNode before) {
        Field spec = request.at("spec");
        Field body = spec.at("request");
        String trouble = Pem.requestTrouble(body.text());
        if (!trouble.isEmpty()) {
            body.invalid(body.isSet() ? body.value() : NullNode.getInstance(), trouble);
        }
        usages(spec.at("usages"), before.path("spec").path("usages"));
        Field signer = spec.at("signerName");
        if (signer.text().equals(LEGACY) && !before.path("spec").path("signerName").asString("").equals(LEGACY)) {
            signer.invalid("the legacy signerName is not allowed via this API version");
        } else {
            SignerName.check(signer);
        }
        Field expiration = spec.at("expirationSeconds");
        if (expiration.isSet() && expiration.number() < SHORTEST) {
            expiration.invalid("may not specify a duration less than 600 seconds (10 minutes)");
        }
        conditions(request.at("status", "conditions"), before.path("status").path("conditions"));
        Field certificate = request.at("status", "certificate");
        String old = before.path("status").path("certificate").asString("");
        boolean asked = !before.isObject() || (!certificate.text().equals(old) && Pem.certificateTrouble(old).isEmpty());
        String wrong = asked ? Pem.certificateTrouble(certificate.text()) : "";
        if (!wrong.isEmpty()) {
            certificate.invalid("<certificate data>", wrong);
        }
    }

    private static void usages(Field usages, JsonNode before) {
        if (usages.size() == 0) {
            usages.required();
        }
        boolean unknownBefore = before.valueStream().anyMatch(usage -> !USAGES.contains(usage.asString("")));
        boolean doubleBefore = new HashSet<>(texts(before)).size() < before.size();
        if (!unknownBefore) {
            usages.items().stream().filter(usage -> !usage.isOneOf(USAGES)).forEach(usage -> usage.notSupported(USAGES));
        }
        Set<String> seen = new HashSet<>();
        for (Field usage : usages.items()) {
            if (!seen.add(usage.text()) && !doubleBefore) {
                usage.duplicate();
            }
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(item -> item.asString("")).toList();
    }

    private static List<String> types(JsonNode conditions) {
        return conditions.valueStream().map(condition -> condition.path("type").asString("")).toList();
    }

    private static void conditions(Field conditions, JsonNode before) {
        List<String> old = types(before);
        boolean bothBefore = old.containsAll(DECISIONS);
        boolean doubleBefore = new HashSet<>(old).size() < old.size();
        Set<String> seen = new HashSet<>();
        for (Field condition : conditions.items()) {
            Field type = condition.at("type");
            if (type.isZero() && !old.contains("")) {
                type.required();
            }
            Field status = condition.at("status");
            status.mustBeOneOf(type.isOneOf(ALWAYS_TRUE) ? List.of("True") : List.of("False", "True", "Unknown"));
            boolean contradicts = type.text().equals("Approved") && seen.contains("Denied")
                    || type.text().equals("Denied") && seen.contains("Approved");
            if (contradicts && !bothBefore) {
                conditions.invalid(type.text(), "Approved and Denied conditions are mutually exclusive");
            }
            if (!seen.add(type.text()) && !doubleBefore) {
                type.duplicate(type.text());
            }
        }
    }

    @Override
    public void update(Field request, JsonNode before) {
        whole(request, before);
        nothingRemoved(request, before);
        nothingDecided(request, before);
        certificateStays(request, before, "updates may not set certificate content");
    }

    @Override
    public void status(Field request, JsonNode before) {
        whole(request, before);
        nothingRemoved(request, before);
        nothingDecided(request, before);
        boolean issued = !before.path("status").path("certificate").asString("").isEmpty();
        if (issued) {
            certificateStays(request, before, "updates may not modify existing certificate content");
        }
    }

    /** A write to approval. */
    public static void approval(Field request, JsonNode before) {
        whole(request, before);
        nothingRemoved(request, before);
        certificateStays(request, before, "updates may not set certificate content");
    }

    private static long count(JsonNode request, String type) {
        return types(request.path("status").path("conditions")).stream().filter(type::equals).count();
    }

    private static void nothingRemoved(Field request, JsonNode before) {
        for (String type : ALWAYS_TRUE) {
            if (count(request.value(), type) < count(before, type)) {
                request.at("status", "conditions").forbidden("updates may not remove a condition of type \"" + type + "\"");
            }
        }
    }

    private static void nothingDecided(Field request, JsonNode before) {
        for (String type : DECISIONS) {
            if (count(request.value(), type) > count(before, type)) {
                request.at("status", "conditions").forbidden("updates may not add a condition of type \"" + type + "\"");
            }
        }
    }

    private static void certificateStays(Field request, JsonNode before, String otherwise) {
        Field certificate = request.at("status", "certificate");
        if (!certificate.text().equals(before.path("status").path("certificate").asString(""))) {
            certificate.forbidden(otherwise);
        }
    }
}
