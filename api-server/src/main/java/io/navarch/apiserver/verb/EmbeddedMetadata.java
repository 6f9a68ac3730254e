package io.navarch.apiserver.verb;

import io.navarch.apiserver.resource.NameRule;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The metadata of an object that is a part of another. */
public final class EmbeddedMetadata {

    private EmbeddedMetadata() {}

    /** It need not have a name, and is in a namespace only if it says so. */
    public static List<FieldError> validate(ObjectNode embedded, FieldPath path) {
        ObjectNode object = embedded.deepCopy();
        Metadata metadata = Metadata.of(object);
        if (metadata.name().isEmpty()) {
            metadata.put("name", "fakename");
        }
        String prefix = path.toString();
        return MetadataRules.created(metadata, NameRule.PATH_SEGMENT, !metadata.namespace().isEmpty()).stream()
                .map(e -> new FieldError(e.type(), prefix + e.field().substring("metadata".length()), e.value(), e.detail()))
                .toList();
    }
}
