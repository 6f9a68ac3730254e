package io.navarch.controllermanager.pods;

import io.navarch.machinery.object.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes pods from templates. */
public final class PodTemplates {

    /** So long may what a made-up suffix is put behind be. */
    private static final int LONGEST_BASE = 58;

    private PodTemplates() {}

    /** A pod as the template says, owned by {@code owner}; the caller may change it further. */
    public static ObjectNode pod(JsonNode template, String namespace, String generateName, String name, ObjectNode owner) {
        ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata");
        metadata.put("name", name).put("generateName", generateName).put("namespace", namespace);
        for (String copied : new String[] {"labels", "annotations", "finalizers"}) {
            JsonNode value = template.path("metadata").get(copied);
            if (value != null && !value.isEmpty()) {
                metadata.set(copied, value.deepCopy());
            }
        }
        metadata.putArray("ownerReferences").add(owner);
        JsonNode spec = template.get("spec");
        pod.set("spec", spec == null ? Json.object() : spec.deepCopy());
        return pod;
    }

    /** The base with the suffix, the base cut so that the name stays short enough. */
    public static String named(String base, String suffix) {
        return (base.length() > LONGEST_BASE ? base.substring(0, LONGEST_BASE) : base) + suffix;
    }
}
