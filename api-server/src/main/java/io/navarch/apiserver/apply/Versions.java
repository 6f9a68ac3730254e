package io.navarch.apiserver.apply;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Schema;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The same object in the other versions of its kind, for managers that wrote in one of those. */
public interface Versions {

    /** A kind's schema in a version such as "autoscaling/v1"; empty when that is served no more. */
    Optional<Schema> schema(ResourceType type, String apiVersion);

    /** The object, given in the type's version or any other, in that version. */
    ObjectNode convert(ResourceType type, ObjectNode object, String apiVersion);

    /** For kinds that have one version only. */
    static Versions single() {
        return new Versions() {
            @Override
            public Optional<Schema> schema(ResourceType type, String apiVersion) {
                return apiVersion.equals(type.apiVersion()) ? Optional.of(type.schema()) : Optional.empty();
            }

            @Override
            public ObjectNode convert(ResourceType type, ObjectNode object, String apiVersion) {
                return object;
            }
        };
    }
}
