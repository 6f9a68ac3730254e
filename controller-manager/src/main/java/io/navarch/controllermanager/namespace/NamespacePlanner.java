package io.navarch.controllermanager.namespace;

import io.navarch.controllermanager.everything.AllKinds.Found;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one namespace that is being deleted. */
final class NamespacePlanner {

    /** Objects deleted by one plan. */
    static final int BATCH = 500;
    static final String FINALIZER = "kubernetes";

    private NamespacePlanner() {}

    static List<Write> plan(NamespaceWorld world) {
        Plain.Namespace namespace = world.namespace();
        if (!namespace.metadata().beingDeleted()
                || namespace.spec() == null
                || !namespace.spec().finalizers().contains(FINALIZER)) {
            return List.of();
        }
        List<Found> pods = world.content().stream()
                .filter(f -> f.of().resource().equals(Kinds.PODS))
                .toList();
        List<Found> content = pods.isEmpty() ? world.content() : pods;
        List<Write> deletions = content.stream()
                .filter(f -> !f.object().metadata().beingDeleted())
                .limit(BATCH)
                .map(f -> Write.delete(f.of().resource(), f.object().metadata()))
                .toList();
        if (!deletions.isEmpty()) {
            return deletions;
        }
        List<Write> writes = new ArrayList<>(Write.status(
                Kinds.NAMESPACES, namespace.metadata(), namespace.status(), status(namespace, content, world.now())));
        if (content.isEmpty()) {
            writes.add(finalize(namespace));
        }
        return writes;
    }

    private static ObjectNode status(Plain.Namespace namespace, List<Found> content, Instant now) {
        ObjectNode status = namespace.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        status.put("phase", "Terminating");
        Conditions.set(status, "NamespaceDeletionDiscoveryFailure", "False", "ResourcesDiscovered",
                "All resources successfully discovered", now);
        Conditions.set(status, "NamespaceDeletionGroupVersionParsingFailure", "False", "ParsedGroupVersions",
                "All legacy kube types successfully parsed", now);
        Conditions.set(status, "NamespaceDeletionContentFailure", "False", "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization", now);
        if (content.isEmpty()) {
            Conditions.set(status, "NamespaceContentRemaining", "False", "ContentRemoved",
                    "All content successfully removed", now);
        } else {
            Conditions.set(status, "NamespaceContentRemaining", "True", "SomeResourcesRemain", remaining(content), now);
        }
        String finalizers = finalizers(content);
        if (finalizers.isEmpty()) {
            Conditions.set(status, "NamespaceFinalizersRemaining", "False", "ContentHasNoFinalizers",
                    "All content-preserving finalizers finished", now);
        } else {
            Conditions.set(status, "NamespaceFinalizersRemaining", "True", "SomeFinalizersRemain", finalizers, now);
        }
        return status;
    }

    private static String remaining(List<Found> content) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Found one : content) {
            GroupResource resource = one.of().resource().groupResource();
            counts.merge(resource.resource() + "." + resource.group(), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " has " + e.getValue() + " resource instances")
                .collect(Collectors.joining(", ", "Some resources are remaining: ", ""));
    }

    private static String finalizers(List<Found> content) {
        Map<String, Integer> counts = new TreeMap<>();
        content.forEach(one -> one.object().metadata().finalizers().forEach(f -> counts.merge(f, 1, Integer::sum)));
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(e -> e.getKey() + " in " + e.getValue() + " resource instances")
                        .collect(Collectors.joining(
                                ", ", "Some content in the namespace has finalizers remaining: ", ""));
    }

    /** Without a revision: what else may have changed does not matter, a namespace being deleted takes in nothing new. */
    private static Write finalize(Plain.Namespace namespace) {
        ObjectNode body = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        body.putObject("metadata")
                .put("name", namespace.metadata().name())
                .put("uid", namespace.metadata().uid().value());
        ArrayNode left = body.putObject("spec").putArray("finalizers");
        namespace.spec().finalizers().stream().filter(f -> !f.equals(FINALIZER)).forEach(left::add);
        return new Write.Replace(Kinds.NAMESPACES, namespace.metadata().key(), Subresource.FINALIZE, body, Telling.NOTHING);
    }
}
