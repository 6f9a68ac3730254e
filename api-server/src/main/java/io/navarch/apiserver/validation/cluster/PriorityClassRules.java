package io.navarch.apiserver.validation.cluster;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Priority classes: the highest priorities are the system's own, and a value is for good. */
final class PriorityClassRules implements KindValidation {

    private static final String SYSTEM = "system-";
    private static final Map<String, Long> SYSTEM_CLASSES =
            Map.of("system-node-critical", 2_000_001_000L, "system-cluster-critical", 2_000_000_000L);
    private static final long HIGHEST = 1_000_000_000;
    private static final List<String> PREEMPTION = List.of("PreemptLowerPriority", "Never");

    @Override
    public void create(Field priorityClass) {
        Field name = priorityClass.at("metadata", "name");
        Field value = priorityClass.at("value");
        if (name.text().startsWith(SYSTEM)) {
            String trouble = systemTrouble(name.text(), value.number(), priorityClass.at("globalDefault").flag());
            if (!trouble.isEmpty()) {
                name.forbidden("priority class names with '" + SYSTEM + "' prefix are reserved for system use only. error: " + trouble);
            }
        } else if (value.number() > HIGHEST) {
            value.forbidden("maximum allowed value of a user defined priority is " + HIGHEST);
        }
        Field preemption = priorityClass.at("preemptionPolicy");
        if (preemption.isSet()) {
            preemption.mustBeOneOf(PREEMPTION);
        }
    }

    private static String systemTrouble(String name, long value, boolean globalDefault) {
        Long known = SYSTEM_CLASSES.get(name);
        if (known == null) {
            return name + " is not a known system priority class";
        }
        if (known != value) {
            return "value of " + name + " PriorityClass must be " + known;
        }
        return globalDefault ? "globalDefault of " + name + " PriorityClass must be false" : "";
    }

    @Override
    public void update(Field priorityClass, JsonNode before) {
        if (priorityClass.at("value").number() != before.path("value").asLong(0)) {
            priorityClass.at("value").forbidden("may not be changed in an update.");
        }
        Field preemption = priorityClass.at("preemptionPolicy");
        if (!Field.same(preemption.value(), before.path("preemptionPolicy"))) {
            preemption.invalid(preemption.isSet() ? preemption.value() : null, "field is immutable");
        }
    }
}
