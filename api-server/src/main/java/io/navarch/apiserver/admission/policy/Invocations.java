package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.match.Criteria;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which policies a write meets, by which bindings and with which parameters, in the order of names.
 *
 * @param <P> what a policy's own expressions are compiled to
 */
final class Invocations<P> {

    private static final String GROUP = "admissionregistration.k8s.io";
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

    /** A policy as it was last read. */
    record Policy<P>(String name, String revision, JsonNode spec, Criteria criteria, P program) {

        boolean ignoresFailures() {
            return spec.path("failurePolicy").asString("").equals("Ignore");
        }
    }

    /** One meeting of a write with a policy; or, with a failure, why it could not come about. */
    record Invocation<P>(
            Policy<P> policy,
            @Nullable JsonNode binding,
            ResourceType shown,
            @Nullable JsonNode param,
            String failure) {

        String bindingName() {
            return binding == null ? "" : binding.path("metadata").path("name").asString("");
        }
    }

    private final Objects objects;
    private final TypeRegistry types;
    private final GroupResource policies;
    private final GroupResource bindings;
    private final Function<JsonNode, P> compiler;
    private volatile Map<String, Policy<P>> known = Map.of();

    Invocations(Objects objects, TypeRegistry types, String policies, String bindings, Function<JsonNode, P> compiler) {
        this.objects = objects;
        this.types = types;
        this.policies = new GroupResource(GROUP, policies);
        this.bindings = new GroupResource(GROUP, bindings);
        this.compiler = compiler;
    }

    List<Invocation<P>> of(Attributes a) {
        List<ObjectNode> all = objects.list(bindings, "");
        if (all.isEmpty() || Criteria.exempt(a)) {
            return List.of();
        }
        List<Invocation<P>> found = new ArrayList<>(0);
        for (Policy<P> policy : policies()) {
            List<ObjectNode> bound = all.stream()
                    .filter(b -> b.path("spec").path("policyName").asString("").equals(policy.name()))
                    .toList();
            Optional<ResourceType> shown =
                    bound.isEmpty() ? Optional.empty() : policy.criteria().match(a, objects, types.current());
            if (shown.isPresent()) {
                invoke(policy, bound, shown.get(), a, found);
            }
        }
        return found;
    }

    private List<Policy<P>> policies() {
        Map<String, Policy<P>> before = known;
        Map<String, Policy<P>> now = new HashMap<>();
        List<Policy<P>> ordered = new ArrayList<>();
        for (ObjectNode object : objects.list(policies, "")) {
            JsonNode metadata = object.path("metadata");
            String uid = metadata.path("uid").asString("");
            String revision = metadata.path("resourceVersion").asString("");
            Policy<P> policy = before.get(uid);
            if (policy == null || !policy.revision().equals(revision)) {
                JsonNode spec = object.path("spec");
                policy = new Policy<>(
                        metadata.path("name").asString(""),
                        revision,
                        spec,
                        Criteria.ofMatchResources(spec.path("matchConstraints")),
                        compiler.apply(spec));
            }
            now.put(uid, policy);
            ordered.add(policy);
        }
        known = now;
        return ordered;
    }

    private void invoke(Policy<P> policy, List<ObjectNode> bound, ResourceType shown, Attributes a, List<Invocation<P>> found) {
        JsonNode paramKind = policy.spec().path("paramKind");
        Optional<ResourceType> paramType = paramKind.isObject()
                ? types.current().find(Gvk.of(paramKind.path("apiVersion").asString(""), paramKind.path("kind").asString("")))
                : Optional.empty();
        if (paramKind.isObject() && paramType.isEmpty()) {
            Gvk kind = Gvk.of(paramKind.path("apiVersion").asString(""), paramKind.path("kind").asString(""));
            found.add(new Invocation<>(policy, null, shown, null,
                    "failed to configure policy: failed to find resource referenced by paramKind: '" + kind.apiVersion() + ", Kind="
                            + kind.kind() + "'"));
            return;
        }
        for (ObjectNode binding : bound) {
            JsonNode match = binding.path("spec").path("matchResources");
            if (match.isObject() && !Criteria.ofMatchResources(match).matchesBinding(a, objects, types.current())) {
                continue;
            }
            try {
                for (Optional<JsonNode> param : params(paramType, binding.path("spec").path("paramRef"), a)) {
                    found.add(new Invocation<>(policy, binding, shown, param.orElse(null), ""));
                }
            } catch (Compiled.Failure failed) {
                found.add(new Invocation<>(
                        policy, binding, shown, null, "failed to configure binding: " + failed.getMessage()));
            }
        }
    }

    private List<Optional<JsonNode>> params(Optional<ResourceType> kind, JsonNode reference, Attributes a) throws Compiled.Failure {
        if (kind.isEmpty() || !reference.isObject()) {
            return List.of(Optional.empty());
        }
        String wanted = reference.path("namespace").asString("");
        if (!kind.get().namespaced() && !wanted.isEmpty()) {
            throw new Compiled.Failure("paramRef.namespace must not be provided for a cluster-scoped `paramKind`");
        }
        String namespace = kind.get().namespaced() ? wanted.isEmpty() ? a.namespace() : wanted : "";
        if (kind.get().namespaced() && namespace.isEmpty()) {
            throw new Compiled.Failure("cannot use namespaced paramRef in policy binding that matches cluster-scoped resources");
        }
        GroupResource resource = kind.get().storage().groupResource();
        String name = reference.path("name").asString("");
        List<Optional<JsonNode>> found = new ArrayList<>();
        if (!name.isEmpty()) {
            objects.get(resource, new ObjectKey(namespace, name)).ifPresent(p -> found.add(Optional.of(p)));
        } else {
            var selector = io.navarch.apiserver.admission.match.Selector.of(reference.path("selector"));
            objects.list(resource, namespace).stream().filter(selector::matches).forEach(p -> found.add(Optional.of(p)));
        }
        if (found.isEmpty() && reference.path("parameterNotFoundAction").asString("").equals("Deny")) {
            throw new Compiled.Failure("no params found for policy binding with `Deny` parameterNotFoundAction");
        }
        ResourceType type = kind.get();
        return found.stream().map(p -> p.map(param -> named(param, type))).toList();
    }

    /** Expressions see the parameter's kind, however it is stored. */
    private static JsonNode named(JsonNode param, ResourceType type) {
        ObjectNode shown = ((ObjectNode) param).deepCopy();
        return shown.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }

    /** The namespace a write is in; null for what is in none. */
    @Nullable JsonNode namespace(Attributes a) {
        if (!a.type().namespaced() || a.namespace().isEmpty()) {
            return null;
        }
        ObjectKey key = ObjectKey.cluster(a.namespace());
        return objects.get(NAMESPACES, key).or(() -> objects.getFresh(NAMESPACES, key)).orElse(null);
    }
}
