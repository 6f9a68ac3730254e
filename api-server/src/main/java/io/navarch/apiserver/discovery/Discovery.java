package io.navarch.apiserver.discovery;

import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents of /api, /apis and below for one catalogue, in the plain form. The aggregated form is {@link AggregatedDiscovery}.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api">Discovery API</a>
 */
public final class Discovery {

    private final Catalogue catalogue;

    public Discovery(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** GET /api: APIVersions. The address, as host:port, is where clients outside reach this server. */
    public ObjectNode coreVersions(String serverAddress) {
        ObjectNode document = Json.object().put("kind", "APIVersions");
        document.putArray("versions").add("v1");
        document.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", serverAddress);
        return document;
    }

    /** GET /apis: APIGroupList. */
    public ObjectNode groups() {
        ObjectNode document = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = document.putArray("groups");
        catalogue.versionsByGroup().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(describe(Json.object(), group, versions));
            }
        });
        return document;
    }

    /** GET /apis/GROUP: APIGroup. */
    public Optional<ObjectNode> group(String group) {
        List<String> versions = catalogue.versionsByGroup().get(group);
        return versions == null || group.isEmpty()
                ? Optional.empty()
                : Optional.of(describe(Json.object().put("kind", "APIGroup").put("apiVersion", "v1"), group, versions));
    }

    private static ObjectNode describe(ObjectNode into, String group, List<String> versions) {
        into.put("name", group);
        ArrayNode list = into.putArray("versions");
        versions.forEach(version -> describe(list.addObject(), group, version));
        describe(into.putObject("preferredVersion"), group, versions.getFirst());
        return into;
    }

    private static void describe(ObjectNode into, String group, String version) {
        into.put("groupVersion", group + "/" + version).put("version", version);
    }

    /** GET /api/v1 (group "") and /apis/GROUP/VERSION: APIResourceList. The core group's says no apiVersion, as ever. */
    public Optional<ObjectNode> resources(String group, String version) {
        List<ResourceType> types = catalogue.in(group, version);
        if (types.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode document = Json.object().put("kind", "APIResourceList");
        if (!group.isEmpty()) {
            document.put("apiVersion", "v1");
        }
        document.put("groupVersion", types.getFirst().apiVersion());
        ArrayNode resources = document.putArray("resources");
        for (ResourceType type : types) {
            resources.add(describe(type));
            type.subresources().values().forEach(sub -> resources.add(describe(type, sub)));
        }
        return Optional.of(document);
    }

    private static ObjectNode describe(ResourceType type) {
        ObjectNode resource = Json.object()
                .put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        Words.put(resource, "verbs", Words.verbs(type));
        Words.putUnlessEmpty(resource, "shortNames", type.shortNames());
        Words.putUnlessEmpty(resource, "categories", type.categories());
        StorageVersionHash.of(type).ifPresent(hash -> resource.put("storageVersionHash", hash));
        return resource;
    }

    private static ObjectNode describe(ResourceType type, Subresource sub) {
        ObjectNode resource = Json.object()
                .put("name", type.plural() + "/" + sub.name())
                .put("singularName", "")
                .put("namespaced", type.namespaced());
        Gvk kind = sub.kind();
        if (!kind.group().equals(type.group()) || !kind.version().equals(type.version())) {
            resource.put("group", kind.group()).put("version", kind.version());
        }
        resource.put("kind", kind.kind());
        Words.put(resource, "verbs", sub.verbs());
        return resource;
    }
}
