package io.navarch.apiserver.resource;

import io.navarch.apiserver.schema.Schema;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Gvr;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A resource in one version, built-in or custom: all that verbs, patches, discovery, OpenAPI and tables need to know of it.
 *
 * @param listKind "PodList"; "" when it cannot be listed
 * @param verbs as in discovery, sorted: create delete deletecollection get list patch update watch
 * @param subresources by name
 * @param storage the resource and version its objects are stored as: events of either group are stored as core/v1 events
 * @param columns printer columns of a custom resource (those of built-in kinds are package table's)
 * @param selectableFields JSON paths such as ".spec.color" of a custom resource
 * @param custom what a custom resource's definition adds; null for a built-in kind
 */
public record ResourceType(
        String group,
        String version,
        String kind,
        String listKind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        boolean namespaced,
        List<String> verbs,
        Map<String, Subresource> subresources,
        Schema schema,
        Gvr storage,
        List<PrinterColumn> columns,
        List<String> selectableFields,
        @Nullable CustomDetails custom) {

    /** additionalPrinterColumns[] of a custom resource. */
    public record PrinterColumn(String name, String type, String format, String description, int priority, String jsonPath) {}

    /**
     * @param definitionUid of the CustomResourceDefinition, so that a newer one is told from an older one
     * @param scaleSpecPath scale subresource's paths; "" when it has none
     * @param openApiSchema what the definition says of values, as it says it
     * @param conversion the definition's way from version to version
     * @param revised objects may have been stored under another schema or in another version than now
     * @param deprecation what clients of the version are warned with; "" when it is not deprecated
     * @param stored the type in the version objects are stored in, which need not be served; null when this is it
     */
    public record CustomDetails(
            String definitionName,
            String definitionUid,
            boolean preserveUnknownFields,
            String scaleSpecPath,
            String scaleStatusPath,
            String scaleSelectorPath,
            JsonNode openApiSchema,
            VersionConversion conversion,
            boolean revised,
            String deprecation,
            @Nullable ResourceType stored) {

        /** Without rules for values, in the one version there is. */
        public CustomDetails(
                String definitionName,
                String definitionUid,
                boolean preserveUnknownFields,
                String scaleSpecPath,
                String scaleStatusPath,
                String scaleSelectorPath) {
            this(
                    definitionName, definitionUid, preserveUnknownFields, scaleSpecPath, scaleStatusPath, scaleSelectorPath,
                    MissingNode.getInstance(), VersionConversion.BY_NAME, false, "", null);
        }
    }

    public Gvk gvk() {
        return new Gvk(group, version, kind);
    }

    public Gvr gvr() {
        return new Gvr(group, version, plural);
    }

    public GroupResource groupResource() {
        return new GroupResource(group, plural);
    }

    public String storageVersion() {
        return storage.version();
    }

    /** "v1" or "apps/v1". */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public boolean can(String verb) {
        return verbs.contains(verb);
    }

    public @Nullable Subresource subresource(String name) {
        return subresources.get(name);
    }
}
