package io.navarch.apiserver.validation.device;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.machinery.object.Quantity;
import java.util.List;

/** How much of a shared capacity can be asked for: certain amounts, or a range with steps. */
final class RequestPolicyRules {

    private static final int MOST_VALUES = 10;

    private RequestPolicyRules() {}

    static void check(Field policy, Quantity capacity) {
        Field values = policy.at("validValues");
        Field range = policy.at("validRange");
        Field standard = policy.at("default");
        if (!values.isZero() && range.isSet()) {
            policy.forbidden("exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\" at the same time");
        } else if (!values.isZero()) {
            if (standard.isSet()) {
                values(values, Quantities.read(standard), capacity);
            } else {
                standard.required("required when validValues is defined");
            }
        } else if (range.isSet()) {
            if (standard.isSet()) {
                range(range, Quantities.read(standard), capacity);
            } else {
                standard.required("required when validRange is defined");
            }
        }
    }

    private static void values(Field values, Quantity standard, Quantity capacity) {
        List<Field> items = values.items();
        for (int i = 0; i + 1 < items.size(); i++) {
            if (Quantities.read(items.get(i)).compareTo(Quantities.read(items.get(i + 1))) > 0) {
                items.get(i + 1).invalid(shown(Quantities.read(items.get(i + 1))), "values must be sorted in ascending order");
            }
        }
        DeviceNames.set(
                values,
                MOST_VALUES,
                option -> {
                    if (Quantities.read(option).compareTo(capacity) > 0) {
                        option.invalid(shown(Quantities.read(option)), "option is larger than capacity value: " + capacity);
                    }
                },
                option -> Long.toString(Quantities.read(option).value()));
        if (items.stream().noneMatch(option -> Quantities.read(option).compareTo(standard) == 0)) {
            values.invalid(shown(standard), "default value is not valid according to the requestPolicy");
        }
    }

    private static String shown(Quantity amount) {
        return amount.toString();
    }

    private static void range(Field range, Quantity standard, Quantity capacity) {
        Field low = range.at("min");
        Field high = range.at("max");
        if (!low.isSet()) {
            low.required("required when validRange is defined");
            return;
        }
        Quantity min = Quantities.read(low);
        larger(low, min, capacity, min, "min is larger than capacity value: ");
        if (standard.compareTo(min) < 0) {
            low.invalid(shown(standard), "default is less than min: " + min);
        }
        if (high.isSet()) {
            Quantity max = Quantities.read(high);
            larger(high, min, max, min, "min is larger than max: ");
            larger(high, max, capacity, max, "max is larger than capacity value: ");
            larger(high, standard, max, standard, "default is more than max: ");
        }
        Field step = range.at("step");
        if (step.isSet()) {
            step(step, standard, min, capacity);
            if (high.isSet()) {
                multiple(step, Quantities.read(high), min);
            }
        }
    }

    private static void larger(Field field, Quantity one, Quantity other, Quantity shown, String message) {
        if (one.compareTo(other) > 0) {
            field.invalid(shown(shown), message + other);
        }
    }

    private static void step(Field step, Quantity standard, Quantity min, Quantity capacity) {
        Quantity size = Quantities.read(step);
        if (min.exact().add(size.exact()).compareTo(capacity.exact()) > 0) {
            Quantity first = Quantity.parse(min.exact().add(size.exact()).toPlainString());
            step.invalid(shown(size), "one step " + first + " is larger than capacity value: " + capacity);
        }
        multiple(step, standard, min);
    }

    private static void multiple(Field step, Quantity value, Quantity min) {
        Quantity size = Quantities.read(step);
        if (size.value() != 0 && (value.value() - min.value()) % size.value() != 0) {
            step.invalid(shown(value), "value is not a multiple of a given step (" + size + ") from (" + min + ")");
        }
    }
}
