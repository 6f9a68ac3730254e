package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Selectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What a claim asks for: devices, what they have in common, and how they are to be set up. */
final class ClaimSpecRules {

    static final int MOST = 32;
    private static final int MOST_ALTERNATIVES = 8;
    private static final int LARGEST_PARAMETERS = 10 * 1024;
    private static final List<String> MODES = List.of("All", "ExactCount");
    private static final List<String> OPERATORS = List.of("Equal", "Exists");
    static final List<String> EFFECTS = List.of("NoExecute", "NoSchedule", "None");

    private ClaimSpecRules() {}

    static void check(Field spec) {
        Field devices = spec.at("devices");
        Set<String> names = DeviceNames.requests(devices);
        DeviceNames.set(devices.at("requests"), MOST, ClaimSpecRules::request, item -> item.at("name").text());
        DeviceNames.list(devices.at("constraints"), MOST, constraint -> constraint(constraint, names));
        DeviceNames.list(devices.at("config"), MOST, config -> {
            references(config.at("requests"), names);
            configuration(config);
        });
    }

    static void references(Field list, Set<String> names) {
        DeviceNames.set(list, MOST, name -> DeviceNames.reference(name, names), Field::text);
    }

    private static void request(Field request) {
        DeviceNames.label(request.at("name"));
        Field exactly = request.at("exactly");
        Field alternatives = request.at("firstAvailable");
        if (exactly.isSet() && !alternatives.isZero()) {
            request.invalid((Object) null, "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
        } else if (!alternatives.isZero()) {
            DeviceNames.set(
                    alternatives,
                    MOST_ALTERNATIVES,
                    alternative -> {
                        DeviceNames.label(alternative.at("name"));
                        wanted(alternative);
                    },
                    item -> item.at("name").text());
        } else if (exactly.isSet()) {
            wanted(exactly);
        } else {
            request.required("exactly one of `exactly` or `firstAvailable` is required");
        }
    }

    private static void wanted(Field request) {
        Field deviceClass = request.at("deviceClassName");
        if (deviceClass.mustBeSet()) {
            deviceClass.invalidFor(Formats.dns1123Subdomain(deviceClass.text()));
        }
        selectors(request.at("selectors"));
        Field mode = request.at("allocationMode");
        Field count = request.at("count");
        switch (mode.text()) {
            case "All" -> {
                if (!count.isZero()) {
                    count.invalid("must not be specified when allocationMode is 'All'");
                }
            }
            case "ExactCount" -> {
                if (count.number() <= 0) {
                    count.invalid(count.number(), "must be greater than zero");
                }
            }
            default -> mode.notSupported(MODES);
        }
        request.at("tolerations").items().forEach(ClaimSpecRules::toleration);
    }

    static void selectors(Field selectors) {
        DeviceNames.list(selectors, MOST, selector -> {
            Field cel = selector.at("cel");
            if (cel.isSet()) {
                DeviceExpressions.check(cel.at("expression"));
            } else {
                cel.required();
            }
        });
    }

    private static void toleration(Field toleration) {
        Field key = toleration.at("key");
        Field operator = toleration.at("operator");
        Field value = toleration.at("value");
        if (!key.isZero()) {
            Selectors.labelName(key);
        }
        switch (operator.text()) {
            case "Exists" -> {
                if (!value.isZero()) {
                    value.invalid("must be empty for operator `Exists`");
                }
            }
            case "Equal" -> value.invalidFor(Formats.labelValue(value.text()));
            default -> operator.mustBeOneOf(OPERATORS);
        }
        Field effect = toleration.at("effect");
        if (!effect.isZero() && !effect.isOneOf(EFFECTS)) {
            effect.notSupported(EFFECTS);
        }
    }

    private static void constraint(Field constraint, Set<String> names) {
        references(constraint.at("requests"), names);
        if (constraint.at("matchAttribute").isSet()) {
            DeviceNames.fullyQualified(constraint.at("matchAttribute"));
        } else if (constraint.at("distinctAttribute").isSet()) {
            DeviceNames.fullyQualified(constraint.at("distinctAttribute"));
        } else {
            constraint.required(
                    "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set");
        }
    }

    static void configuration(Field config) {
        Field opaque = config.at("opaque");
        if (!opaque.isSet()) {
            opaque.required();
            return;
        }
        DeviceNames.driver(opaque.at("driver"));
        raw(opaque.at("parameters"), LARGEST_PARAMETERS);
    }

    /** An object of any shape, within limits. */
    static void raw(Field raw, int largest) {
        if (!raw.isSet()) {
            raw.required();
        } else if (GoText.json(raw.value()).getBytes(StandardCharsets.UTF_8).length > largest) {
            raw.tooLong(largest);
        } else if (!raw.value().isObject()) {
            raw.invalid("<value omitted>", "must be a valid JSON object");
        }
    }
}
