package io.navarch.apiserver.authz;

import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.cache.Selection;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a kubelet may do: read what the pods on its node refer to, and write its own Node, Lease and the status of its pods.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/node/">Node authorization</a>
 */
public final class NodeAuthorizer implements Authorizer {

    private static final String NODES_GROUP = "system:nodes";
    private static final String USER_PREFIX = "system:node:";
    private static final GroupResource PODS = new GroupResource("", "pods");
    private static final Set<String> READ = Set.of("get", "list", "watch");

    private final WatchCache cache;
    private final List<Rule> rules;

    /** The rules are those of the role system:node: what no node may do whatever its pods. */
    public NodeAuthorizer(WatchCache cache, JsonNode rules) {
        this.cache = cache;
        this.rules = Rule.read(rules);
    }

    @Override
    public Decision decide(Request request) {
        if (!request.groups().contains(NODES_GROUP) || !request.user().startsWith(USER_PREFIX)) {
            return Decision.NO_OPINION;
        }
        String node = request.user().substring(USER_PREFIX.length());
        if (request.group().isEmpty() && request.subresource().isEmpty()) {
            switch (request.resource()) {
                case "secrets", "configmaps", "persistentvolumeclaims", "persistentvolumes" -> {
                    return needed(request, node);
                }
                default -> {}
            }
        }
        if (request.resource().equals("serviceaccounts") && request.subresource().equals("token")) {
            return usesAccount(node, request)
                    ? Decision.allowed("")
                    : Decision.noOpinion("no relationship found between node '" + node + "' and this object");
        }
        if (request.group().equals("coordination.k8s.io")) {
            boolean own = request.namespace().equals("kube-node-lease")
                    && (request.name().equals(node) || request.verb().equals("create"));
            return own ? Decision.allowed("") : Decision.noOpinion("can only access node lease with the same name as the requesting node");
        }
        return rules.stream().anyMatch(rule -> rule.allows(request)) ? Decision.allowed("") : Decision.NO_OPINION;
    }

    private Decision needed(Request request, String node) {
        if (!READ.contains(request.verb())) {
            return Decision.noOpinion("can only read resources of this type");
        }
        if (request.name().isEmpty()) {
            return Decision.noOpinion("No Object name found");
        }
        boolean refers = podsOf(node)
                .anyMatch(pod -> References.of(pod, request.resource(), this::boundVolume)
                        .contains(new ObjectKey(request.namespace(), request.name())));
        return refers
                ? Decision.allowed("")
                : Decision.noOpinion("no relationship found between node '" + node + "' and this object");
    }

    private boolean usesAccount(String node, Request request) {
        return podsOf(node).anyMatch(pod -> pod.path("metadata").path("namespace").asString("").equals(request.namespace())
                && pod.path("spec").path("serviceAccountName").asString("").equals(request.name()));
    }

    private java.util.stream.Stream<JsonNode> podsOf(String node) {
        return cache.list(PODS, Selection.EVERYTHING, 0).entries().stream()
                .filter(entry -> entry.field("spec.nodeName").equals(node))
                .map(Entry::tree);
    }

    /** The volume a claim is bound to. */
    private Optional<String> boundVolume(ObjectKey claim) {
        return cache.get(new GroupResource("", "persistentvolumeclaims"), claim)
                .map(entry -> entry.tree().path("spec").path("volumeName").asString(""))
                .filter(name -> !name.isEmpty());
    }
}
