package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The CSI drivers of a node: an entry may go and another come, and counts change, but an entry stays what it is. */
final class CsiNodeRules implements KindValidation {

    private static final int LONGEST_ID = 256;

    @Override
    public void create(Field node) {
        Set<String> names = new HashSet<>();
        for (Field driver : node.at("spec", "drivers").items()) {
            VolumeSources.driver(driver.at("name"));
            Field id = driver.at("nodeID");
            id.mustBeSet();
            if (id.text().length() > LONGEST_ID) {
                id.invalid("must be " + LONGEST_ID + " characters or less");
            }
            if (driver.at("allocatable", "count").isSet()) {
                driver.at("allocatable", "count").mustNotBeNegative();
            }
            if (!names.add(driver.at("name").text())) {
                driver.at("name").duplicate(driver.at("name").text());
            }
            keys(driver);
        }
    }

    private static void keys(Field driver) {
        Set<String> keys = new HashSet<>();
        for (Field item : driver.at("topologyKeys").items()) {
            Field key = item.as(driver.path());
            key.mustBeSet();
            if (!keys.add(key.text())) {
                key.duplicate();
            }
            key.invalidFor(Formats.qualifiedName(key.text()));
        }
    }

    @Override
    public void update(Field node, JsonNode before) {
        create(node);
        Field drivers = node.at("spec", "drivers");
        for (JsonNode old : before.path("spec").path("drivers")) {
            for (Field driver : drivers.items()) {
                boolean same = driver.at("name").text().equals(old.path("name").asString(""));
                if (same && !form(driver.value()).equals(form(old))) {
                    drivers.invalid(form(driver.value()), "field is immutable");
                }
            }
        }
    }

    private static JsonNode form(JsonNode driver) {
        ObjectNode copy = (ObjectNode) driver.deepCopy();
        copy.remove("allocatable");
        return InternalForm.of("CSINodeDriver", copy);
    }
}
