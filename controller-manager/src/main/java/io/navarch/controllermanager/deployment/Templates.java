package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Workload.Deployment;
import io.navarch.controllermanager.kind.Workload.ReplicaSet;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Names;
import io.navarch.controllermanager.write.Owners;
import io.navarch.machinery.object.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pod templates and the ReplicaSets made of them. */
final class Templates {

    private static final String HASH = "pod-template-hash";

    private Templates() {}

    /** Whether the set is of the Deployment's template, regardless of the hash it was given. */
    static boolean same(ReplicaSet set, Deployment deployment) {
        return Difference.same(withoutHash(set.spec().template()), withoutHash(deployment.spec().template()));
    }

    private static JsonNode withoutHash(JsonNode template) {
        ObjectNode copy = (ObjectNode) template.deepCopy();
        if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(HASH);
        }
        return copy;
    }

    private static String hash(Deployment deployment, long collisions) {
        return Names.hash(deployment.spec().template(), collisions);
    }

    static String name(Deployment deployment, long collisions) {
        return deployment.metadata().name() + "-" + hash(deployment, collisions);
    }

    static ObjectNode replicaSet(Deployment deployment, long collisions, int size, Map<String, String> annotations) {
        String hash = hash(deployment, collisions);
        ObjectNode template = (ObjectNode) deployment.spec().template().deepCopy();
        template.withObject("metadata").withObject("labels").put(HASH, hash);
        ObjectNode set = Json.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata = set.putObject("metadata")
                .put("name", name(deployment, collisions))
                .put("namespace", deployment.metadata().key().namespace());
        metadata.set("labels", template.path("metadata").path("labels").deepCopy());
        ObjectNode annotated = metadata.putObject("annotations");
        annotations.forEach(annotated::put);
        metadata.putArray("ownerReferences")
                .add(Owners.controller(Kinds.DEPLOYMENTS, "Deployment", deployment.metadata()));
        ObjectNode spec = set.putObject("spec").put("replicas", size);
        if (deployment.spec().minReadySeconds() > 0) {
            spec.put("minReadySeconds", deployment.spec().minReadySeconds());
        }
        ObjectNode selector = Json.tree((Object) java.util.Objects.requireNonNull(deployment.selector()));
        selector.withObject("matchLabels").put(HASH, hash);
        if (selector.path("matchExpressions").isEmpty()) {
            selector.remove("matchExpressions");
        }
        spec.set("selector", selector);
        spec.set("template", template);
        return set;
    }
}
