package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.DeprecatedLabels;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** CSIStorageCapacities: how much is left of a class in a part of the cluster; what part and class is for good. */
final class CapacityRules implements KindValidation {

    @Override
    public void create(Field capacity) {
        Selectors.labelSelector(capacity.at("nodeTopology"));
        Field storageClass = capacity.at("storageClassName");
        Formats.dns1123Subdomain(storageClass.text()).forEach(message -> storageClass.invalid(storageClass.text(), message));
        if (capacity.at("capacity").isSet()) {
            Quantities.mustNotBeNegative(capacity.at("capacity"));
        }
    }

    @Override
    public void update(Field capacity, JsonNode before) {
        create(capacity);
        Field topology = capacity.at("nodeTopology");
        if (!Field.same(topology.value(), before.path("nodeTopology"))) {
            topology.invalid(topology.isSet() ? topology.value() : NullNode.getInstance(), "field is immutable");
        }
        Field storageClass = capacity.at("storageClassName");
        if (!storageClass.text().equals(before.path("storageClassName").asString(""))) {
            storageClass.invalid(storageClass.text(), "field is immutable");
        }
    }

    @Override
    public List<String> warnings(JsonNode capacity, JsonNode before) {
        return DeprecatedLabels.inSelector(Field.root(capacity, new ArrayList<FieldError>(0)).at("nodeTopology"));
    }
}
