package io.navarch.apiserver.resource;

import tools.jackson.databind.node.ObjectNode;

/** From one version of a custom resource to another. Throws a Refusal when that cannot be done. */
public interface VersionConversion {

    /** Nothing but the apiVersion differs. */
    VersionConversion BY_NAME = new VersionConversion() {
        @Override
        public ObjectNode convert(ObjectNode object, ResourceType to) {
            ObjectNode converted = object.deepCopy();
            converted.put("apiVersion", to.apiVersion());
            return converted;
        }

        @Override
        public ObjectNode read(ObjectNode stored, ResourceType to) {
            return convert(stored, to);
        }
    };

    /** Whatever version it is in; what the other version does not know is gone. The object given is not changed. */
    ObjectNode convert(ObjectNode object, ResourceType to);

    /** Of an object as it was stored, perhaps under a schema there was before: it gets the defaults of the version it is stored in. */
    ObjectNode read(ObjectNode stored, ResourceType to);
}
