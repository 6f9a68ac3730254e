package io.navarch.apiserver.admission.match;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a webhook or policy is about: rules less exclusions, and selectors on the namespace and the object. */
public record Criteria(
        List<ResourceRule> rules, List<ResourceRule> exclusions, Policy policy, Selector namespaces, Selector objects) {

    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

    /** Whether a rule for another version of a resource is about it, too. */
    public enum Policy {
        EXACT,
        EQUIVALENT
    }

    /** Of a policy's matchConstraints; a missing one is about everything. */
    public static Criteria ofMatchResources(JsonNode match) {
        return read(match, "resourceRules");
    }

    public static Criteria ofWebhook(JsonNode webhook) {
        return read(webhook, "rules");
    }

    private static Criteria read(JsonNode match, String rules) {
        return new Criteria(
                ResourceRule.list(match.path(rules)),
                ResourceRule.list(match.path("excludeResourceRules")),
                match.path("matchPolicy").asString("").equals("Exact") ? Policy.EXACT : Policy.EQUIVALENT,
                Selector.of(match.path("namespaceSelector")),
                Selector.of(match.path("objectSelector")));
    }

    /** The configurations of admission are nobody's business. */
    public static boolean exempt(Attributes a) {
        return a.type().group().equals("admissionregistration.k8s.io");
    }

    /** The version the write is to be shown in; empty when this is not about it. */
    public Optional<ResourceType> match(Attributes a, Objects store, Catalogue types) {
        Optional<ResourceType> type = byRules(a, types);
        return type.isPresent() && objectMatches(a) && namespaceMatches(a, store) ? type : Optional.empty();
    }

    /** Of a binding, whose rules only narrow down what its policy is about: none are all. */
    public boolean matchesBinding(Attributes a, Objects store, Catalogue types) {
        boolean byRules = rules.isEmpty() ? find(exclusions, a, types).isEmpty() : byRules(a, types).isPresent();
        return byRules && objectMatches(a) && namespaceMatches(a, store);
    }

    private Optional<ResourceType> byRules(Attributes a, Catalogue types) {
        if (find(exclusions, a, types).isPresent()) {
            return Optional.empty();
        }
        return find(rules, a, types);
    }

    private Optional<ResourceType> find(List<ResourceRule> list, Attributes a, Catalogue types) {
        if (list.stream().anyMatch(r -> r.matches(a, a.type()))) {
            return Optional.of(a.type());
        }
        if (policy == Policy.EXACT || list.isEmpty()) {
            return Optional.empty();
        }
        return types.versionsByGroup().getOrDefault(a.type().group(), List.of()).stream()
                .filter(version -> !version.equals(a.type().version()))
                .map(version -> types.find(a.type().group(), version, a.type().plural()))
                .flatMap(Optional::stream)
                .filter(other -> list.stream().anyMatch(r -> r.matches(a, other)))
                .findFirst();
    }

    private boolean objectMatches(Attributes a) {
        return objects.selectsAll()
                || Stream.of(Optional.ofNullable(a.object()), Optional.ofNullable(a.old()))
                        .flatMap(Optional::stream)
                        .anyMatch(objects::matches);
    }

    private boolean namespaceMatches(Attributes a, Objects store) {
        if (namespaces.selectsAll()) {
            return true;
        }
        boolean itself = a.resource().equals(NAMESPACES) && a.subresource().isEmpty();
        if (itself && a.object() != null && a.operation() != Operation.DELETE) {
            return namespaces.matches(a.object());
        }
        if (!itself && !a.type().namespaced()) {
            return true;
        }
        return namespaces.matches(namespace(a, store));
    }

    private static JsonNode namespace(Attributes a, Objects store) {
        String name = a.type().namespaced() ? a.namespace() : a.name();
        ObjectKey key = ObjectKey.cluster(name);
        return store.get(NAMESPACES, key)
                .or(() -> store.getFresh(NAMESPACES, key))
                .orElseThrow(() -> Refusal.notFound(NAMESPACES, name));
    }
}
