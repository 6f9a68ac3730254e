package io.navarch.apiserver.resource;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.KindValidations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A subresource through which only some top-level fields can be written; all others but metadata are put back. */
public class StatusStrategy implements Strategy {

    static final Strategy GENERIC = new StatusStrategy(Set.of("status"));

    private static final Set<String> ALWAYS_NEW = Set.of("apiVersion", "kind", "metadata");

    private final Set<String> writable;

    /** The top-level fields that can be written: "status" for the status subresource. */
    public StatusStrategy(Set<String> writable) {
        this.writable = writable;
    }

    @Override
    public final void prepareForUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
        List<String> names = new ArrayList<>(object.propertyNames());
        names.addAll(old.propertyNames());
        for (String name : names) {
            if (ALWAYS_NEW.contains(name) || writable.contains(name)) {
                continue;
            }
            JsonNode before = old.get(name);
            if (before == null) {
                object.remove(name);
            } else {
                object.set(name, before);
            }
        }
        prepare(object, old, circumstances);
    }

    /** What else is to be done, such as putting labels back. */
    protected void prepare(ObjectNode object, ObjectNode old, Circumstances circumstances) {}

    @Override
    public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
        return KindValidations.status(circumstances.type().groupResource(), object, old);
    }

    @Override
    public List<String> warnings(ObjectNode object, JsonNode old, Circumstances circumstances) {
        return KindValidations.statusWarnings(circumstances.type().groupResource(), object);
    }
}
