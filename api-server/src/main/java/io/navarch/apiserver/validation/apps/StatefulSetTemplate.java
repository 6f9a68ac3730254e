package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Selectors;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The template of a StatefulSet: its claims stand for volumes, and its hostname and subdomain are the controller's to set. */
final class StatefulSetTemplate {

    private StatefulSetTemplate() {}

    static void claims(Field templates) {
        // The spec of a claim has rules of its own, which a claim made of the template must pass.
        templates.items().forEach(claim -> {});
    }

    static void check(Field spec, boolean whole) {
        Field template = spec.at("template");
        if (whole) {
            PodRules.template(template.with(completed(template.value(), spec.at("volumeClaimTemplates").value())));
        }
        // Kubernetes looks at these again, so a mistake is reported twice.
        Selectors.labels(template.at("metadata", "labels").as(template.path().child("labels")));
        PodRules.templateAnnotations(template);
    }

    private static JsonNode completed(JsonNode template, JsonNode claims) {
        JsonNode podSpec = template.path("spec");
        if (!podSpec.isObject()) {
            return template;
        }
        ObjectNode copy = (ObjectNode) template.deepCopy();
        ObjectNode spec = (ObjectNode) copy.path("spec");
        spec.remove("subdomain");
        spec.remove("hostname");
        if (!claims.isEmpty()) {
            ArrayNode volumes = spec.putArray("volumes");
            Set<String> claimed = new HashSet<>();
            for (JsonNode claim : claims) {
                String name = claim.path("metadata").path("name").asString("");
                if (claimed.add(name)) {
                    volumes.addObject().put("name", name).putObject("persistentVolumeClaim").put("claimName", name);
                }
            }
            for (JsonNode volume : podSpec.path("volumes")) {
                if (!claimed.contains(volume.path("name").asString(""))) {
                    volumes.add(volume);
                }
            }
        }
        return copy;
    }
}
