package io.navarch.apiserver.admission;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.authz.Escalation;
import io.navarch.apiserver.authz.Request;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.validation.Equality;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who writes a role must hold what is in it or be allowed to escalate; who binds one must hold it or be allowed to bind it. In Kubernetes
 * this stands before the storage rather than among the admission plugins, so it comes after those that change objects.
 */
final class RbacEscalation implements Plugin {

    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String MASTERS = "system:masters";
    private static final JsonNode EVERYTHING = Json.tree(
            "[{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"]},{\"verbs\":[\"*\"],\"nonResourceURLs\":[\"*\"]}]");

    private final Objects objects;
    private final Authorizer authorizer;
    private final Escalation escalation;

    RbacEscalation(Objects objects, Authorizer authorizer, Escalation escalation) {
        this.objects = objects;
        this.authorizer = authorizer;
        this.escalation = escalation;
    }

    @Override
    public String name() {
        return "RBACEscalation";
    }

    @Override
    public void mutate(Attributes write) {
        boolean ours = write.type().group().equals(GROUP) && write.subresource().isEmpty() && write.object() != null;
        if (!ours || write.user().groups().contains(MASTERS) || onlyCollected(write.given(), write.old())) {
            return;
        }
        switch (write.type().plural()) {
            case "roles", "clusterroles" -> role(write);
            case "rolebindings", "clusterrolebindings" -> binding(write);
            default -> {}
        }
    }

    private void role(Attributes write) {
        if (may(write, "escalate", write.type().plural(), write.name())) {
            return;
        }
        requireHeld(write, write.given().path("rules"));
        boolean aggregates = aggregates(write.given()) || (write.old() != null && aggregates(write.old()));
        if (aggregates && escalation.of(write.user().name(), write.user().groups(), "", EVERYTHING).isPresent()) {
            throw Refusal.forbidden(write.resource(), name(write), "must have cluster-admin privileges to use the aggregationRule");
        }
    }

    private static boolean aggregates(JsonNode role) {
        return !role.path("aggregationRule").path("clusterRoleSelectors").isEmpty();
    }

    private void binding(Attributes write) {
        JsonNode role = write.given().path("roleRef");
        String kind = role.path("kind").asString("");
        String resource = switch (kind) {
            case "Role" -> "roles";
            case "ClusterRole" -> "clusterroles";
            default -> throw Refusal.internal("unsupported role reference kind: \"" + kind + "\"");
        };
        String wanted = role.path("name").asString("");
        if (may(write, "bind", resource, wanted)) {
            return;
        }
        GroupResource roles = new GroupResource(GROUP, resource);
        ObjectKey key = resource.equals("roles") ? new ObjectKey(write.namespace(), wanted) : ObjectKey.cluster(wanted);
        ObjectNode found = objects.get(roles, key).orElseThrow(() -> Refusal.notFound(roles, wanted));
        requireHeld(write, found.path("rules"));
    }

    private void requireHeld(Attributes write, JsonNode rules) {
        User user = write.user();
        escalation.of(user.name(), user.groups(), write.namespace(), rules).ifPresent(why -> {
            throw Refusal.forbidden(write.resource(), name(write), why);
        });
    }

    private boolean may(Attributes write, String verb, String resource, String name) {
        User user = write.user();
        return authorizer
                .decide(new Request(
                        user.name(), List.copyOf(user.groups()), verb, GROUP, "*", resource, "", write.namespace(), name, ""))
                .isAllowed();
    }

    private static String name(Attributes write) {
        return write.given().path("metadata").path("name").asString("");
    }

    /** What the garbage collector does to an object nobody may write otherwise: owners and finalizers. */
    private static boolean onlyCollected(ObjectNode object, @Nullable ObjectNode old) {
        return old != null && Equality.same(uncollected(object), uncollected(old));
    }

    private static ObjectNode uncollected(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.withObjectProperty("metadata").remove(List.of("ownerReferences", "finalizers", "managedFields", "resourceVersion"));
        return copy;
    }
}
