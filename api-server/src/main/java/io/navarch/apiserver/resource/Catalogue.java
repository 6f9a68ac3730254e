package io.navarch.apiserver.resource;

import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All resources served at a moment, in the order discovery shows them. Immutable; {@link TypeRegistry} holds the current one and
 * {@link BuiltIn#catalogue} is what it begins with.
 */
public final class Catalogue {

    private record Name(String group, String version, String plural) {}

    private final List<ResourceType> all;
    private final Map<Name, ResourceType> byName = new LinkedHashMap<>();
    private final Map<Gvk, ResourceType> byKind = new LinkedHashMap<>();
    private final Map<GroupResource, ResourceType> stored = new LinkedHashMap<>();
    private final Map<String, List<String>> versions = new LinkedHashMap<>();

    Catalogue(Collection<ResourceType> types) {
        all = List.copyOf(types);
        for (ResourceType type : all) {
            byName.put(new Name(type.group(), type.version(), type.plural()), type);
            byKind.putIfAbsent(type.gvk(), type);
            ResourceType known = stored.get(type.groupResource());
            if (known == null || type.version().equals(type.storageVersion())) {
                stored.put(type.groupResource(), type);
            }
            List<String> ofGroup = versions.computeIfAbsent(type.group(), g -> new ArrayList<>());
            if (!ofGroup.contains(type.version())) {
                ofGroup.add(type.version());
            }
        }
    }

    public Optional<ResourceType> find(String group, String version, String plural) {
        return Optional.ofNullable(byName.get(new Name(group, version, plural)));
    }

    /** The resource whose objects have this kind; of review kinds and subresources' kinds too where they are resources of their own. */
    public Optional<ResourceType> find(Gvk kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** The resource in the version its objects are stored in. */
    public Optional<ResourceType> find(GroupResource resource) {
        return Optional.ofNullable(stored.get(resource));
    }

    public List<ResourceType> all() {
        return all;
    }

    /** Groups in discovery order (the core group is "") with their versions, the preferred one first. */
    public Map<String, List<String>> versionsByGroup() {
        return Collections.unmodifiableMap(versions);
    }

    public List<ResourceType> in(String group, String version) {
        return all.stream().filter(t -> t.group().equals(group) && t.version().equals(version)).toList();
    }
}
