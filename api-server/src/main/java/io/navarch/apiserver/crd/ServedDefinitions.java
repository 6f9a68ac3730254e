package io.navarch.apiserver.crd;

import io.navarch.apiserver.cache.SelectableField;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.apiserver.resource.FieldLabels;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.machinery.object.Revision;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which definitions are in service, and as what. For one thread. */
final class ServedDefinitions {

    /** What the types are made of: when it is the same, they stay the same. */
    private record Content(String uid, JsonNode spec, JsonNode acceptedNames, boolean terminating) {}

    private final TypeRegistry registry;
    private final WatchCache cache;
    private final CustomTypes types;
    private final Map<String, Content> shown = new HashMap<>();
    private final Map<String, List<ResourceType>> served = new HashMap<>();

    ServedDefinitions(TypeRegistry registry, WatchCache cache, CustomTypes types) {
        this.registry = registry;
        this.cache = cache;
        this.types = types;
    }

    /** @param revision of the definition */
    void show(Definition definition, Revision revision) {
        if (!definition.is("Established")) {
            withdraw(definition.name());
            return;
        }
        Content content = new Content(
                definition.uid(), definition.spec(), definition.object().path("status").path("acceptedNames"), definition.is("Terminating"));
        if (content.equals(shown.put(definition.name(), content))) {
            return;
        }
        forget(definition.name());
        List<ResourceType> versions = types.of(definition);
        served.put(definition.name(), versions);
        Set<SelectableField> fields = new LinkedHashSet<>();
        versions.forEach(type -> fields.addAll(FieldLabels.of(type)));
        cache.register(definition.instances(), List.copyOf(fields));
        registry.define(definition.name(), versions);
    }

    private void forget(String name) {
        served.getOrDefault(name, List.of()).forEach(CustomStrategy::forget);
        served.remove(name);
    }

    void withdraw(String name) {
        if (shown.remove(name) != null) {
            registry.withdraw(name);
            forget(name);
        }
    }
}
