package io.navarch.apiserver.crd;

import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.ResourceType.CustomDetails;
import io.navarch.apiserver.resource.ResourceType.PrinterColumn;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.apiserver.resource.VersionOrder;
import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.schema.Schema;
import io.navarch.machinery.object.Gvr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the types that a definition describes, one for each version, served or not. */
final class CustomTypes {

    private static final String SCALE = "io.k8s.api.autoscaling.v1.Scale";
    private static final List<String> PART = List.of("get", "patch", "update");

    private final Definitions definitions;
    private final SchemaReader schemas;
    private final Objects objects;
    private final RandomGenerator random;

    /** @param objects where webhooks' services are found */
    CustomTypes(Definitions definitions, Objects objects, RandomGenerator random) {
        this.definitions = definitions;
        this.objects = objects;
        this.random = random;
        this.schemas = new SchemaReader(definitions);
    }

    List<ResourceType> of(Definition definition) {
        DefinedConversion conversion = conversion(definition);
        ResourceType stored = null;
        for (JsonNode version : definition.versions()) {
            if (version.path("storage").asBoolean(false)) {
                stored = type(definition, version, null, conversion);
            }
        }
        List<ResourceType> all = new ArrayList<>();
        List<ResourceType> served = new ArrayList<>();
        for (JsonNode version : definition.versions()) {
            boolean isStored = version.path("storage").asBoolean(false) && stored != null;
            ResourceType type = isStored ? stored : type(definition, version, stored, conversion);
            all.add(type);
            if (version.path("served").asBoolean(false)) {
                served.add(type);
            }
        }
        conversion.knows(all);
        return served;
    }

    private DefinedConversion conversion(Definition definition) {
        JsonNode conversion = definition.spec().path("conversion");
        return new DefinedConversion(
                Definition.text(conversion, "strategy").equals("Webhook")
                        ? new WebhookConversion(conversion.path("webhook"), objects, random)
                        : null);
    }

    private ResourceType type(
            Definition definition, JsonNode version, @Nullable ResourceType stored, DefinedConversion conversion) {
        Definition.Names names = definition.accepted();
        String name = Definition.text(version, "name");
        JsonNode root = version.path("schema").path("openAPIV3Schema");
        Schema schema = schemas.root(root);
        JsonNode scale = version.path("subresources").path("scale");
        List<String> selectable = new ArrayList<>();
        version.path("selectableFields").forEach(f -> selectable.add(Definition.text(f, "jsonPath")));
        return new ResourceType(
                definition.group(),
                name,
                names.kind(),
                names.listKind(),
                names.plural(),
                names.singular(),
                names.shortNames(),
                names.categories(),
                definition.namespaced(),
                verbs(definition),
                subresources(definition, name, version, schema),
                schema,
                new Gvr(definition.group(), definition.storageVersion(), names.plural()),
                columns(version),
                selectable,
                new CustomDetails(
                        definition.name(),
                        definition.uid(),
                        definition.spec().path("preserveUnknownFields").asBoolean(false),
                        Definition.text(scale, "specReplicasPath"),
                        Definition.text(scale, "statusReplicasPath"),
                        Definition.text(scale, "labelSelectorPath"),
                        root,
                        conversion,
                        definition.object().path("metadata").path("generation").asLong(1) > 1,
                        deprecation(definition, version),
                        stored));
    }

    private static String deprecation(Definition definition, JsonNode version) {
        if (!version.path("deprecated").asBoolean(false)) {
            return "";
        }
        if (version.hasNonNull("deprecationWarning")) {
            return Definition.text(version, "deprecationWarning");
        }
        String kind = definition.accepted().kind();
        String said = definition.group() + "/" + Definition.text(version, "name") + " " + kind + " is deprecated";
        return successor(definition, version)
                .map(name -> said + "; use " + definition.group() + "/" + name + " " + kind)
                .orElse(said);
    }

    /** The most preferred served version that is at least as stable and not deprecated. */
    private static Optional<String> successor(Definition definition, JsonNode version) {
        String name = Definition.text(version, "name");
        return StreamSupport.stream(definition.versions().spliterator(), false)
                .filter(other -> other.path("served").asBoolean(false) && !other.path("deprecated").asBoolean(false))
                .map(other -> Definition.text(other, "name"))
                .filter(other -> VersionOrder.PREFERRED_FIRST.compare(other, name) < 0)
                .min(VersionOrder.PREFERRED_FIRST);
    }

    private static List<String> verbs(Definition definition) {
        return definition.is("Terminating")
                ? List.of("delete", "deletecollection", "get", "list", "watch")
                : List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");
    }

    private Map<String, Subresource> subresources(Definition definition, String version, JsonNode declared, Schema schema) {
        Map<String, Subresource> subresources = new LinkedHashMap<>();
        JsonNode given = declared.path("subresources");
        if (given.hasNonNull("status")) {
            Gvk kind = new Gvk(definition.group(), version, definition.accepted().kind());
            subresources.put("status", new Subresource("status", kind, schema, PART));
        }
        if (given.hasNonNull("scale")) {
            Schema scale = Schema.reference(SCALE, () -> definitions.schema(SCALE)).build();
            subresources.put("scale", new Subresource("scale", new Gvk("autoscaling", "v1", "Scale"), scale, PART));
        }
        return subresources;
    }

    private static List<PrinterColumn> columns(JsonNode version) {
        List<PrinterColumn> columns = new ArrayList<>();
        for (JsonNode column : version.path("additionalPrinterColumns")) {
            columns.add(new PrinterColumn(
                    Definition.text(column, "name"),
                    Definition.text(column, "type"),
                    Definition.text(column, "format"),
                    Definition.text(column, "description"),
                    column.path("priority").asInt(0),
                    Definition.text(column, "jsonPath")));
        }
        return columns;
    }
}
