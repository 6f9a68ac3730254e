package io.navarch.apiserver.discovery;

import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.machinery.object.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * /api and /apis in the aggregated form, apidiscovery.k8s.io/v2: every resource of every group in one document, with an ETag, so that a
 * client need not read again what has not changed (KEP-3352). Made once per catalogue.
 */
public final class AggregatedDiscovery {

    /** @param etag with its quotation marks, for the ETag header and to hold against If-None-Match */
    public record Document(byte[] json, String etag) {}

    private final Document core;
    private final Document groups;

    public AggregatedDiscovery(Catalogue catalogue) {
        this.core = document(catalogue, true);
        this.groups = document(catalogue, false);
    }

    /** GET /api. */
    public Document core() {
        return core;
    }

    /** GET /apis. */
    public Document groups() {
        return groups;
    }

    private static Document document(Catalogue catalogue, boolean core) {
        ObjectNode list = Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (Map.Entry<String, List<String>> group : catalogue.versionsByGroup().entrySet()) {
            if (group.getKey().isEmpty() == core) {
                items.add(describe(catalogue, group.getKey(), group.getValue()));
            }
        }
        byte[] json = Json.write(list);
        return new Document(json, etag(json));
    }

    private static ObjectNode describe(Catalogue catalogue, String group, List<String> versions) {
        ObjectNode item = Json.object();
        ObjectNode metadata = item.putObject("metadata");
        if (!group.isEmpty()) {
            metadata.put("name", group);
        }
        ArrayNode list = item.putArray("versions");
        for (String version : versions) {
            ObjectNode entry = list.addObject().put("version", version);
            ArrayNode resources = entry.putArray("resources");
            catalogue.in(group, version).forEach(type -> resources.add(describe(type)));
            entry.put("freshness", "Current");
        }
        return item;
    }

    private static ObjectNode describe(ResourceType type) {
        ObjectNode resource = Json.object().put("resource", type.plural());
        resource.set("responseKind", kind(type, type.gvk()));
        resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", type.singular());
        Words.put(resource, "verbs", Words.verbs(type));
        Words.putUnlessEmpty(resource, "shortNames", type.shortNames());
        Words.putUnlessEmpty(resource, "categories", type.categories());
        if (!type.subresources().isEmpty()) {
            ArrayNode list = resource.putArray("subresources");
            for (Subresource sub : type.subresources().values()) {
                ObjectNode entry = list.addObject().put("subresource", sub.name());
                entry.set("responseKind", kind(type, sub.kind()));
                Words.put(entry, "verbs", sub.verbs());
            }
        }
        return resource;
    }

    /** A built-in kind of the group and version the resource is of goes without them. */
    private static ObjectNode kind(ResourceType type, Gvk kind) {
        boolean own = type.custom() == null && kind.group().equals(type.group()) && kind.version().equals(type.version());
        return Json.object()
                .put("group", own ? "" : kind.group())
                .put("version", own ? "" : kind.version())
                .put("kind", kind.kind());
    }

    private static String etag(byte[] json) {
        try {
            return '"' + HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-512").digest(json)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
