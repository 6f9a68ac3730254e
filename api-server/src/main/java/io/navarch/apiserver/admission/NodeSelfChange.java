package io.navarch.apiserver.admission;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a node may write about itself: nothing that would draw pods to it. */
final class NodeSelfChange {

    private static final String RESTRICTED = "node-restriction.kubernetes.io";
    private static final Set<String> OWN_LABELS = Set.of(
            "kubernetes.io/hostname",
            "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
            "failure-domain.beta.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region",
            "beta.kubernetes.io/instance-type",
            "node.kubernetes.io/instance-type",
            "kubernetes.io/os",
            "kubernetes.io/arch",
            "beta.kubernetes.io/os",
            "beta.kubernetes.io/arch");
    private static final Set<String> OWN_DOMAINS = Set.of("kubelet.kubernetes.io", "node.kubernetes.io");

    private NodeSelfChange() {}

    static void check(String node, Attributes a) {
        String who = "node \"" + node + "\" ";
        String requested = a.operation() == Operation.CREATE && a.name().isEmpty()
                ? NodeRestriction.text(a.given(), "metadata", "name")
                : a.name();
        NodeRestriction.require(a, requested.equals(node), who + "is not allowed to modify node \"" + requested + "\"");
        switch (a.operation()) {
            case CREATE -> {
                JsonNode spec = a.given().path("spec");
                NodeRestriction.require(
                        a, !spec.hasNonNull("configSource"), who + "is not allowed to create pods with a non-nil configSource");
                Set<String> forbidden = forbiddenLabels(a.given(), a.given().objectNode());
                NodeRestriction.require(
                        a,
                        forbidden.isEmpty(),
                        who + "is not allowed to set the following labels: " + String.join(", ", forbidden));
            }
            case UPDATE -> {
                if (a.old() != null) {
                    update(who, a, a.given(), a.old());
                }
            }
            case DELETE, CONNECT -> {}
        }
    }

    private static void update(String who, Attributes a, ObjectNode node, ObjectNode old) {
        JsonNode source = node.path("spec").path("configSource");
        NodeRestriction.require(
                a,
                source.isMissingNode() || source.equals(old.path("spec").path("configSource")),
                who + "is not allowed to update configSource to a new non-nil configSource");
        NodeRestriction.require(
                a,
                node.path("spec").path("taints").values().equals(old.path("spec").path("taints").values()),
                who + "is not allowed to modify taints");
        NodeRestriction.require(
                a,
                node.path("metadata").path("ownerReferences").values().equals(old.path("metadata").path("ownerReferences").values()),
                who + "is not allowed to modify ownerReferences");
        Set<String> forbidden = forbiddenLabels(node, old);
        NodeRestriction.require(a, forbidden.isEmpty(), "is not allowed to modify labels: " + String.join(", ", forbidden));
    }

    private static Set<String> forbiddenLabels(JsonNode node, JsonNode old) {
        JsonNode now = node.path("metadata").path("labels");
        JsonNode before = old.path("metadata").path("labels");
        Set<String> forbidden = new TreeSet<>();
        Stream.concat(now.propertyNames().stream(), before.propertyNames().stream())
                .filter(label -> !now.path(label).equals(before.path(label)))
                .filter(NodeSelfChange::isForbidden)
                .forEach(forbidden::add);
        return forbidden;
    }

    private static boolean isForbidden(String label) {
        String domain = label.contains("/") ? label.substring(0, label.indexOf('/')) : "";
        boolean kubernetes = within(domain, "kubernetes.io") || within(domain, "k8s.io");
        boolean own = OWN_LABELS.contains(label) || OWN_DOMAINS.stream().anyMatch(d -> within(domain, d));
        return within(domain, RESTRICTED) || kubernetes && !own;
    }

    private static boolean within(String domain, String parent) {
        return domain.equals(parent) || domain.endsWith("." + parent);
    }
}
