package io.navarch.apiserver.app;

import io.navarch.apiserver.apply.Versions;
import io.navarch.apiserver.resource.Conversions;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.schema.Schema;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The versions of a kind that are served now. */
record ServedVersions(TypeRegistry types) implements Versions {

    @Override
    public Optional<Schema> schema(ResourceType type, String apiVersion) {
        return in(type, apiVersion).map(ResourceType::schema);
    }

    @Override
    public ObjectNode convert(ResourceType type, ObjectNode object, String apiVersion) {
        Optional<ResourceType> from = in(type, object.path("apiVersion").asString(type.apiVersion()));
        Optional<ResourceType> to = in(type, apiVersion);
        return from.isEmpty() || to.isEmpty() ? object : Conversions.convert(object, from.get(), to.get());
    }

    private Optional<ResourceType> in(ResourceType type, String apiVersion) {
        if (apiVersion.equals(type.apiVersion())) {
            return Optional.of(type);
        }
        Gvk wanted = Gvk.of(apiVersion, type.kind());
        return types.current().find(wanted.group(), wanted.version(), type.plural());
    }
}
