package io.navarch.apiserver.crd;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.VersionConversion;
import io.navarch.apiserver.schema.Defaults;
import io.navarch.apiserver.schema.Pruning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The conversion of one definition: by name alone, or by its webhook. */
final class DefinedConversion implements VersionConversion {

    private final @Nullable WebhookConversion webhook;
    private final Map<String, ResourceType> versions = new HashMap<>();

    DefinedConversion(@Nullable WebhookConversion webhook) {
        this.webhook = webhook;
    }

    /** All versions, served or not; said once, before anything is converted. */
    void knows(List<ResourceType> types) {
        types.forEach(type -> versions.put(type.apiVersion(), type));
    }

    @Override
    public ObjectNode convert(ObjectNode object, ResourceType to) {
        if (object.path("apiVersion").asString("").equals(to.apiVersion())) {
            return object.deepCopy();
        }
        ObjectNode converted = webhook == null ? BY_NAME.convert(object, to) : webhook.convert(object, to);
        Pruning.resource(converted, to.schema());
        return converted;
    }

    @Override
    public ObjectNode read(ObjectNode stored, ResourceType to) {
        ObjectNode object = stored.deepCopy();
        ResourceType from = versions.get(stored.path("apiVersion").asString(""));
        if (from != null) {
            Pruning.resource(object, from.schema());
            Defaults.apply(object, from.schema());
        }
        return convert(object, to);
    }
}
