package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/** Resource slices: whose devices they are and on which nodes. Each device is {@link SliceDeviceRules}. */
final class ResourceSliceRules implements KindValidation {

    private static final String EXACTLY_ONE =
            "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";
    private static final int MOST_DEVICES = 128;
    private static final int MOST_ELABORATE_DEVICES = 64;
    private static final int MOST_COUNTER_SETS = 8;
    private static final int MOST_COUNTERS = 32;

    @Override
    public void create(Field slice) {
        spec(slice.at("spec"), MissingNode.getInstance());
    }

    @Override
    public void update(Field slice, JsonNode before) {
        spec(slice.at("spec"), before.path("spec"));
    }

    private static void spec(Field spec, JsonNode before) {
        DeviceNames.driver(spec.at("driver"));
        Field pool = spec.at("pool");
        DeviceNames.pool(pool.at("name"));
        Field count = pool.at("resourceSliceCount");
        if (count.number() <= 0) {
            count.invalid(count.number(), "must be greater than zero");
        }
        if (pool.at("generation").number() < 0) {
            pool.at("generation").invalid("must be greater than or equal to zero");
        }
        if (before.isObject()) {
            stay(pool.at("name"), before.path("pool").path("name"));
            stay(spec.at("driver"), before.path("driver"));
            stay(spec.at("nodeName"), before.path("nodeName"));
        }
        nodes(spec);
        if (spec.at("sharedCounters").isSet() && spec.at("devices").isSet()) {
            spec.invalid("", "only one of `sharedCounters` or `devices` is allowed");
        }
        boolean each = spec.at("perDeviceNodeSelection").flag();
        DeviceNames.set(
                spec.at("devices"),
                isElaborate(spec.at("devices")) ? MOST_ELABORATE_DEVICES : MOST_DEVICES,
                device -> SliceDeviceRules.check(device, named(before, device.at("name").text()), each),
                device -> device.at("name").text());
        DeviceNames.set(
                spec.at("sharedCounters"), MOST_COUNTER_SETS, ResourceSliceRules::counters, set -> set.at("name").text());
    }

    private static void stay(Field field, JsonNode before) {
        if (!Field.same(field.value(), before)) {
            field.invalid(field.isSet() ? field.value() : NullNode.getInstance(), "field is immutable");
        }
    }

    private static JsonNode named(JsonNode spec, String device) {
        return spec.path("devices").valueStream()
                .filter(other -> other.path("name").asString("").equals(device))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean isElaborate(Field devices) {
        return devices.items().stream()
                .anyMatch(device -> !device.at("taints").isZero()
                        || !device.at("consumesCounters").isZero()
                        || device.at("attributes").entries().stream()
                                .anyMatch(attribute -> SliceDeviceRules.LISTS.stream()
                                        .anyMatch(list -> attribute.getValue().at(list).isSet())));
    }

    private static void nodes(Field spec) {
        List<String> given = new ArrayList<>();
        Field name = spec.at("nodeName");
        if (name.isSet()) {
            if (name.isZero()) {
                name.invalid("must be either unset or set to a non-empty string");
            } else {
                given.add("`nodeName`");
                name.invalidFor(Formats.dns1123Subdomain(name.text()));
            }
        }
        Field selector = spec.at("nodeSelector");
        if (selector.isSet()) {
            given.add("`nodeSelector`");
            Selectors.nodeSelector(selector);
            Field terms = selector.at("nodeSelectorTerms");
            if (terms.size() != 1) {
                terms.invalid(shown(terms), "must have exactly one node selector term");
            }
        }
        for (String flag : List.of("allNodes", "perDeviceNodeSelection")) {
            if (spec.at(flag).flag()) {
                given.add("`" + flag + "`");
            } else if (spec.at(flag).isSet()) {
                spec.at(flag).invalid("must be either unset or set to true");
            }
        }
        if (given.isEmpty()) {
            spec.required(EXACTLY_ONE);
        } else if (given.size() > 1) {
            spec.invalid("{" + String.join(", ", given) + "}", EXACTLY_ONE + ", but multiple fields are set");
        }
    }

    private static JsonNode shown(Field terms) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        terms.items().forEach(term -> list.add(InternalForm.of("NodeSelectorTerm", term.value())));
        return terms.isSet() ? list : NullNode.getInstance();
    }

    private static void counters(Field set) {
        if (set.at("name").mustBeSet()) {
            DeviceNames.label(set.at("name"));
        }
        counterMap(set.at("counters"), MOST_COUNTERS);
    }

    static void counterMap(Field counters, int most) {
        if (counters.isZero()) {
            counters.required();
        } else if (counters.size() > most) {
            counters.tooMany(most);
        } else {
            counters.entries().forEach(entry -> Formats.dns1123Label(entry.getKey())
                    .forEach(message -> counters.invalid(entry.getKey(), message)));
        }
    }

    @Override
    public List<String> warnings(JsonNode slice, JsonNode before) {
        String driver = slice.path("spec").path("driver").asString("");
        return driver.equals(driver.toLowerCase(Locale.ROOT))
                ? List.of()
                : List.of("spec.driver: driver names should be lowercase; \"" + driver + "\" contains uppercase characters");
    }
}
