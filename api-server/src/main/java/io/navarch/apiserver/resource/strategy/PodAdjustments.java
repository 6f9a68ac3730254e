package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of a new pod's parts that are out of date, or ahead of what is on by default. */
final class PodAdjustments {

    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
    private static final String LOCALHOST = "localhost/";
    private static final List<String> OFF_BY_DEFAULT = List.of("clusterTrustBundle", "podCertificate");

    private PodAdjustments() {}

    static void make(ObjectNode pod, Circumstances circumstances) {
        for (JsonNode volume : pod.path("spec").path("volumes")) {
            for (JsonNode source : volume.path("projected").path("sources")) {
                OFF_BY_DEFAULT.forEach(((ObjectNode) source)::remove);
            }
        }
        appArmor(pod, circumstances);
    }

    /** An annotation becomes the field, and its author is told. */
    private static void appArmor(ObjectNode pod, Circumstances circumstances) {
        JsonNode spec = pod.path("spec");
        JsonNode annotations = pod.path("metadata").path("annotations");
        if (spec.path("os").path("name").asString("").equals("windows")) {
            return;
        }
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (JsonNode item : spec.path(list)) {
                ObjectNode container = (ObjectNode) item;
                String key = APP_ARMOR + container.path("name").asString("");
                if (!annotations.has(key) || container.path("securityContext").hasNonNull("appArmorProfile")) {
                    continue;
                }
                Optional<ObjectNode> profile = profile(annotations.path(key).asString(""), container);
                boolean ofPod = profile.isPresent() && profile.get().equals(spec.path("securityContext").path("appArmorProfile"));
                if (profile.isPresent() && !ofPod) {
                    container.withObjectProperty("securityContext").set("appArmorProfile", profile.get());
                }
                if (!ofPod) {
                    circumstances.warn("metadata.annotations[" + key
                            + "]: deprecated since v1.30; use the \"appArmorProfile\" field instead");
                }
            }
        }
    }

    private static Optional<ObjectNode> profile(String annotation, ObjectNode container) {
        ObjectNode profile = container.objectNode();
        if (annotation.equals("unconfined")) {
            return Optional.of(profile.put("type", "Unconfined"));
        }
        if (annotation.equals("runtime/default")) {
            return Optional.of(profile.put("type", "RuntimeDefault"));
        }
        String name = annotation.startsWith(LOCALHOST) ? annotation.substring(LOCALHOST.length()) : "";
        return name.isEmpty() || !name.equals(name.strip())
                ? Optional.empty()
                : Optional.of(profile.put("type", "Localhost").put("localhostProfile", name));
    }
}
