package io.navarch.controllermanager.statefulset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload.StatefulSet;
import io.navarch.controllermanager.pods.PodTemplates;
import io.navarch.controllermanager.write.Owners;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each number of a set is: its pod's name, host name, labels and volumes, and its claims. */
final class Identity {

    static final String REVISION = "controller-revision-hash";
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
    private static final String INDEX = "apps.kubernetes.io/pod-index";

    private Identity() {}

    static String podName(StatefulSet set, int ordinal) {
        return set.metadata().name() + "-" + ordinal;
    }

    /** The number in a pod's name; empty when the name is not one of the set's. */
    static OptionalInt ordinal(StatefulSet set, Pod pod) {
        String prefix = set.metadata().name() + "-";
        String name = pod.metadata().name();
        if (!name.startsWith(prefix) || !name.substring(prefix.length()).matches("0|[1-9][0-9]{0,8}")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(name.substring(prefix.length())));
    }

    static ObjectNode pod(StatefulSet set, JsonNode template, String revision, int ordinal) {
        String name = podName(set, ordinal);
        ObjectNode pod = PodTemplates.pod(
                template,
                set.metadata().key().namespace(),
                set.metadata().name() + "-",
                name,
                Owners.controller(Kinds.STATEFUL_SETS, "StatefulSet", set.metadata()));
        pod.withObject("metadata")
                .withObject("labels")
                .put(POD_NAME, name)
                .put(INDEX, Integer.toString(ordinal))
                .put(REVISION, revision);
        ObjectNode spec = pod.withObject("spec");
        spec.put("hostname", name);
        if (set.spec().serviceName() != null && !set.spec().serviceName().isEmpty()) {
            spec.put("subdomain", set.spec().serviceName());
        }
        if (!set.spec().volumeClaimTemplates().isEmpty()) {
            spec.set("volumes", volumes(set, spec.path("volumes"), ordinal));
        }
        return pod;
    }

    private static ArrayNode volumes(StatefulSet set, JsonNode own, int ordinal) {
        ArrayNode volumes = Json.MAPPER.createArrayNode();
        Set<String> claimed = new TreeSet<>();
        for (JsonNode template : set.spec().volumeClaimTemplates()) {
            String name = template.path("metadata").path("name").asString("");
            claimed.add(name);
            volumes.addObject()
                    .put("name", name)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", claimName(set, template, ordinal));
        }
        own.forEach(volume -> {
            if (!claimed.contains(volume.path("name").asString(""))) {
                volumes.add(volume);
            }
        });
        return volumes;
    }

    static String claimName(StatefulSet set, JsonNode template, int ordinal) {
        return template.path("metadata").path("name").asString("") + "-" + podName(set, ordinal);
    }

    static List<String> claimNames(StatefulSet set, int ordinal) {
        List<String> names = new ArrayList<>();
        set.spec().volumeClaimTemplates().forEach(t -> names.add(claimName(set, t, ordinal)));
        return names;
    }

    static ObjectNode claim(StatefulSet set, JsonNode template, int ordinal) {
        ObjectNode claim = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        ObjectNode metadata = claim.putObject("metadata")
                .put("name", claimName(set, template, ordinal))
                .put("namespace", set.metadata().key().namespace());
        ObjectNode labels = metadata.putObject("labels");
        template.path("metadata").path("labels").properties().forEach(l -> labels.set(l.getKey(), l.getValue()));
        if (set.selector() != null) {
            set.selector().matchLabels().forEach(labels::put);
        }
        if (template.path("metadata").hasNonNull("annotations")) {
            metadata.set("annotations", template.path("metadata").path("annotations").deepCopy());
        }
        claim.set("spec", template.path("spec").deepCopy());
        return claim;
    }
}
