package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import tools.jackson.databind.JsonNode;

/** Classes of attributes: nothing of them changes. */
final class VolumeAttributesClassRules implements KindValidation {

    @Override
    public void create(Field attributes) {
        StorageClassRules.provisioner(attributes.at("driverName"));
        Field parameters = attributes.at("parameters");
        StorageClassRules.parameters(parameters);
        if (parameters.isZero()) {
            parameters.required("must contain at least one key/value pair");
        }
    }

    @Override
    public void update(Field attributes, JsonNode before) {
        for (String field : new String[] {"driverName", "parameters"}) {
            if (!Field.same(attributes.at(field).value(), before.path(field))) {
                attributes.at(field).forbidden("updates to " + field + " are forbidden.");
            }
        }
        create(attributes);
    }
}
