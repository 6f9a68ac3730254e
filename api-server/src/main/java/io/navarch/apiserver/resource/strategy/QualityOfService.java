package io.navarch.apiserver.resource.strategy;

import io.navarch.machinery.object.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Guaranteed when every container's cpu and memory are limited and asked for in full, BestEffort when none is mentioned, else Burstable. */
final class QualityOfService {

    private QualityOfService() {}

    static String of(JsonNode spec) {
        List<JsonNode> holders = new ArrayList<>();
        JsonNode whole = spec.path("resources");
        if (mentions(whole)) {
            holders.add(whole);
        } else {
            spec.path("containers").forEach(container -> holders.add(container.path("resources")));
            spec.path("initContainers").forEach(container -> holders.add(container.path("resources")));
        }
        if (holders.stream().noneMatch(QualityOfService::mentions)) {
            return "BestEffort";
        }
        return holders.stream().allMatch(QualityOfService::guaranteed) ? "Guaranteed" : "Burstable";
    }

    private static boolean mentions(JsonNode resources) {
        for (String kind : List.of("requests", "limits")) {
            for (String resource : List.of("cpu", "memory")) {
                if (amount(resources, kind, resource).signum() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean guaranteed(JsonNode resources) {
        for (String resource : List.of("cpu", "memory")) {
            BigDecimal limit = amount(resources, "limits", resource);
            JsonNode request = resources.path("requests").path(resource);
            boolean inFull = request.isMissingNode() || amount(resources, "requests", resource).compareTo(limit) == 0;
            if (limit.signum() <= 0 || !inFull) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal amount(JsonNode resources, String kind, String resource) {
        try {
            return Quantity.parse(resources.path(kind).path(resource).asString("0")).exact();
        } catch (IllegalArgumentException unreadable) {
            return BigDecimal.ZERO;
        }
    }
}
