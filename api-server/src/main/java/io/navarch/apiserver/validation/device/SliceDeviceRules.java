package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A device as its driver publishes it: attributes, capacities, taints, and where it can be reached. */
final class SliceDeviceRules {

    static final List<String> LISTS = List.of("bools", "ints", "strings", "versions");
    private static final List<String> SINGLES = List.of("bool", "int", "string", "version");
    private static final int MOST_NAMES = 32;
    private static final int MOST_VALUES = 48;
    private static final int MOST_TAINTS = 16;
    private static final int MOST_CONSUMED_SETS = 2;
    private static final int MOST_CONSUMED_COUNTERS = 32;
    private static final int LONGEST_VALUE = 64;
    private static final int LONGEST_KEY = 96;
    private static final String PRE = "(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
    private static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-" + PRE + "(\\." + PRE
            + ")*)?(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

    private SliceDeviceRules() {}

    static void check(Field device, JsonNode before, boolean ownNodes) {
        DeviceNames.label(device.at("name"));
        Field attributes = device.at("attributes");
        Field capacities = device.at("capacity");
        int names = attributes.size() + capacities.size();
        if (names > MOST_NAMES) {
            device.invalid(names, "the total number of attributes and capacities must not exceed " + MOST_NAMES);
        }
        int values = attributes.entries().stream().mapToInt(entry -> values(entry.getValue())).sum();
        if (values > MOST_VALUES) {
            device.invalid(values, "the total number of attribute values must not exceed " + MOST_VALUES);
        }
        for (Map.Entry<String, Field> entry : attributes.entries()) {
            DeviceNames.qualified(entry.getKey(), attributes);
            attribute(attributes.key(shortened(entry.getKey())).with(entry.getValue().value()));
        }
        boolean shared = device.at("allowMultipleAllocations").flag();
        for (Map.Entry<String, Field> entry : capacities.entries()) {
            DeviceNames.qualified(entry.getKey(), capacities);
            Field policy = entry.getValue().at("requestPolicy");
            if (policy.isSet() && shared) {
                RequestPolicyRules.check(policy, Quantities.read(entry.getValue().at("value")));
            } else if (policy.isSet()) {
                policy.forbidden("allowMultipleAllocations must be true");
            }
        }
        if (!before.isObject() || !Field.same(device.at("taints").value(), before.path("taints"))) {
            DeviceNames.list(device.at("taints"), MOST_TAINTS, SliceDeviceRules::taint);
        }
        DeviceNames.set(
                device.at("consumesCounters"), MOST_CONSUMED_SETS, SliceDeviceRules::consumption, item -> item.at("counterSet").text());
        nodes(device, ownNodes);
        ClaimStatusRules.binding(device);
    }

    private static int values(Field attribute) {
        int listed = LISTS.stream().mapToInt(list -> attribute.at(list).size()).sum();
        return listed == 0 ? 1 : listed;
    }

    /** Cut in the middle. */
    private static String shortened(String key) {
        int kept = LONGEST_KEY - 3;
        return key.length() <= LONGEST_KEY
                ? key
                : key.substring(0, (kept + 1) / 2) + "..." + key.substring(key.length() - kept / 2);
    }

    private static void attribute(Field attribute) {
        int given = 0;
        for (String single : SINGLES) {
            given += attribute.at(single).isSet() ? 1 : 0;
        }
        text(attribute.at("string"));
        version(attribute.at("version"));
        for (String list : LISTS) {
            Field values = attribute.at(list);
            given += values.isSet() ? 1 : 0;
            if (values.isSet() && values.isZero()) {
                values.invalid("must not be empty if specified");
            }
        }
        attribute.at("strings").items().forEach(SliceDeviceRules::text);
        attribute.at("versions").items().forEach(SliceDeviceRules::version);
        if (given == 0) {
            attribute.invalid("", "exactly one value must be specified");
        } else if (given > 1) {
            attribute.invalidAs("DeviceAttribute", "exactly one value must be specified");
        }
    }

    private static void text(Field text) {
        if (text.text().length() > LONGEST_VALUE) {
            text.tooLong(LONGEST_VALUE);
        }
    }

    private static void version(Field version) {
        if (version.isSet() && !VERSION.matcher(version.text()).matches()) {
            version.invalid("must be a string compatible with semver.org spec 2.0.0");
        }
        text(version);
    }

    private static void taint(Field taint) {
        Selectors.labelName(taint.at("key"));
        Field value = taint.at("value");
        value.invalidFor(Formats.labelValue(value.text()));
        taint.at("effect").mustBeOneOf(ClaimSpecRules.EFFECTS);
    }

    private static void consumption(Field consumption) {
        if (consumption.at("counterSet").mustBeSet()) {
            DeviceNames.label(consumption.at("counterSet"));
        }
        ResourceSliceRules.counterMap(consumption.at("counters"), MOST_CONSUMED_COUNTERS);
    }

    private static void nodes(Field device, boolean own) {
        Field name = device.at("nodeName");
        Field selector = device.at("nodeSelector");
        Field all = device.at("allNodes");
        if (!own) {
            if (name.isSet() || selector.isSet() || all.isSet()) {
                device.invalid((Object) null, "`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to"
                        + " true in the ResourceSlice spec");
            }
            return;
        }
        List<String> given = new ArrayList<>();
        if (!name.isZero()) {
            given.add("`nodeName`");
            name.invalidFor(Formats.dns1123Subdomain(name.text()));
        } else if (name.isSet()) {
            name.invalid("must not be empty");
        }
        if (selector.isSet()) {
            given.add("`nodeSelector`");
            Selectors.nodeSelector(selector);
        }
        if (all.flag()) {
            given.add("`allNodes`");
        } else if (all.isSet()) {
            all.invalid("must be either unset or set to true");
        }
        String one = "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in"
                + " the ResourceSlice spec";
        if (given.isEmpty()) {
            device.required(one);
        } else if (given.size() > 1) {
            device.invalid("{" + String.join(", ", given) + "}", one);
        }
    }
}
