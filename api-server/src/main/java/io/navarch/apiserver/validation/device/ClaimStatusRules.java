package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.Conditions;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What was allocated to a claim, for whom it is reserved, and what drivers say of the devices. */
final class ClaimStatusRules {

    private static final int MOST_CONSUMERS = 256;
    private static final int MOST_CONDITIONS = 8;
    private static final int LARGEST_DATA = 10 * 1024;
    private static final int MOST_ADDRESSES = 16;
    private static final int LONGEST_INTERFACE = 256;
    private static final int LONGEST_HARDWARE_ADDRESS = 128;
    private static final int MOST_BINDING_CONDITIONS = 4;
    private static final List<String> SOURCES = List.of("FromClaim", "FromClass");

    private ClaimStatusRules() {}

    static void check(Field status, JsonNode before, Set<String> requests, boolean deleted) {
        Field reserved = status.at("reservedFor");
        DeviceNames.set(
                reserved,
                MOST_CONSUMERS,
                consumer -> List.of("resource", "name", "uid").forEach(part -> consumer.at(part).mustBeSet()),
                consumer -> consumer.at("uid").text());
        Field allocation = status.at("allocation");
        Set<String> allocated = new HashSet<>();
        allocation.at("devices", "results").items().forEach(result -> allocated.add(id(result)));
        DeviceNames.set(status.at("devices"), -1, device -> device(device, allocated), ClaimStatusRules::id);
        if (!reserved.isZero() && !allocation.isSet()) {
            reserved.forbidden("may not be specified when `allocated` is not set");
        } else if (deleted) {
            Set<JsonNode> known = new HashSet<>();
            before.path("reservedFor").forEach(known::add);
            if (reserved.items().stream().anyMatch(consumer -> !known.contains(consumer.value()))) {
                reserved.forbidden("new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set");
            }
        }
        if (allocation.isSet() && before.path("allocation").isObject()) {
            JsonNode now = InternalForm.of("AllocationResult", allocation.value());
            if (!now.equals(InternalForm.of("AllocationResult", before.path("allocation")))) {
                allocation.invalid(now, "field is immutable");
            }
        } else if (allocation.isSet()) {
            allocation(allocation, requests);
        }
    }

    private static String id(Field device) {
        String shared = device.at("shareID").text();
        return device.at("driver").text() + "/" + device.at("pool").text() + "/" + device.at("device").text()
                + (shared.isEmpty() ? "" : "/" + shared);
    }

    private static void allocation(Field allocation, Set<String> requests) {
        DeviceNames.list(allocation.at("devices", "results"), ClaimSpecRules.MOST, result -> {
            DeviceNames.reference(result.at("request"), requests);
            DeviceNames.driver(result.at("driver"));
            DeviceNames.pool(result.at("pool"));
            DeviceNames.label(result.at("device"));
            binding(result);
            if (result.at("shareID").isSet()) {
                DeviceNames.uid(result.at("shareID"));
            }
        });
        DeviceNames.list(allocation.at("devices", "config"), 2 * ClaimSpecRules.MOST, config -> {
            config.at("source").mustBeOneOf(SOURCES);
            ClaimSpecRules.references(config.at("requests"), requests);
            ClaimSpecRules.configuration(config);
        });
        if (allocation.at("nodeSelector").isSet()) {
            Selectors.nodeSelector(allocation.at("nodeSelector"));
        }
    }

    /** Conditions to wait for before a pod is bound, and those that say it cannot be: either both or none, and none in both. */
    static void binding(Field holder) {
        Field good = holder.at("bindingConditions");
        Field bad = holder.at("bindingFailureConditions");
        DeviceNames.list(good, MOST_BINDING_CONDITIONS, Selectors::labelName);
        DeviceNames.list(bad, MOST_BINDING_CONDITIONS, Selectors::labelName);
        Set<String> seen = new HashSet<>();
        good.items().stream().filter(condition -> !seen.add(condition.text())).forEach(Field::duplicate);
        Set<String> failures = new HashSet<>();
        for (Field condition : bad.items()) {
            if (!failures.add(condition.text())) {
                condition.duplicate();
            }
            if (seen.contains(condition.text())) {
                condition.invalid("bindingFailureConditions must not overlap with bindingConditions");
            }
        }
        needs(good, bad, "bindingConditions are required to use bindingFailureConditions");
        needs(bad, good, "bindingFailureConditions are required to use bindingConditions");
    }

    private static void needs(Field list, Field other, String message) {
        if (list.isZero() && !other.isZero()) {
            list.invalid(list.isSet() ? list.value() : null, message);
        }
    }

    private static void device(Field device, Set<String> allocated) {
        DeviceNames.driver(device.at("driver"));
        DeviceNames.pool(device.at("pool"));
        DeviceNames.label(device.at("device"));
        if (device.at("shareID").isSet()) {
            DeviceNames.uid(device.at("shareID"));
        }
        if (!allocated.contains(id(device))) {
            device.invalid(
                    tools.jackson.databind.node.JsonNodeFactory.instance
                            .objectNode()
                            .put("Driver", device.at("driver").text())
                            .put("Pool", device.at("pool").text())
                            .put("Device", device.at("device").text())
                            .put("ShareID", device.at("shareID").text()),
                    "must be an allocated device in the claim");
        }
        Field conditions = device.at("conditions");
        if (conditions.size() > MOST_CONDITIONS) {
            conditions.tooMany(MOST_CONDITIONS);
        }
        Conditions.check(conditions);
        if (device.at("data").isSet()) {
            ClaimSpecRules.raw(device.at("data"), LARGEST_DATA);
        }
        Field network = device.at("networkData");
        if (network.at("interfaceName").text().length() > LONGEST_INTERFACE) {
            network.at("interfaceName").tooLong(LONGEST_INTERFACE);
        }
        if (network.at("hardwareAddress").text().length() > LONGEST_HARDWARE_ADDRESS) {
            network.at("hardwareAddress").tooLong(LONGEST_HARDWARE_ADDRESS);
        }
        DeviceNames.set(network.at("ips"), MOST_ADDRESSES, Addresses::interfaceAddress, Field::text);
    }
}
