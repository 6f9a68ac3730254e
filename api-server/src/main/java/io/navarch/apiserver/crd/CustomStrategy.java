package io.navarch.apiserver.crd;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.FieldError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Custom resources of one version: what its schema says is all there is to it. */
public final class CustomStrategy implements Strategy {

    /** So many versions' rules are kept compiled; those not used for longest are compiled again when they are needed. */
    private static final int MOST_KNOWN = 10_000;

    /** By the schema of the version, which is an object of its own for each. */
    private static final Map<Schema, CustomStrategy> KNOWN = Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Schema, CustomStrategy> eldest) {
                    return size() > MOST_KNOWN;
                }
            });

    private final CustomValidation validation;
    private final Strategy status;

    private CustomStrategy(ResourceType type) {
        this.validation = new CustomValidation(type);
        this.status = new Status(validation);
    }

    public static Strategy of(ResourceType type) {
        return KNOWN.computeIfAbsent(type.schema(), schema -> new CustomStrategy(type));
    }

    /** Of a version that is no longer served so. */
    static void forget(ResourceType type) {
        KNOWN.remove(type.schema());
    }

    @Override
    public GenerationRule generation() {
        return GenerationRule.CONTENT;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public List<FieldError> validate(ObjectNode object, Circumstances circumstances) {
        return validation.create(object, circumstances.warnings());
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
        return validation.update(object, old, circumstances.warnings());
    }

    /** Of finalizers that are new. */
    @Override
    public List<String> warnings(ObjectNode object, JsonNode old, Circumstances circumstances) {
        List<String> before = Definition.texts(old.path("metadata").path("finalizers"));
        return Definition.texts(object.path("metadata").path("finalizers")).stream()
                .filter(finalizer -> !before.contains(finalizer))
                .distinct()
                .sorted()
                .flatMap(finalizer -> FinalizerNames.warnings(finalizer).stream())
                .toList();
    }

    @Override
    public Strategy forSubresource(String name) {
        return status;
    }

    /** Only status is written, and who manages it: the rest of metadata stays as it was. */
    private static final class Status extends StatusStrategy {
        private final CustomValidation validation;

        Status(CustomValidation validation) {
            super(Set.of("status"));
            this.validation = validation;
        }

        @Override
        protected void prepare(ObjectNode object, ObjectNode old, Circumstances circumstances) {
            JsonNode managed = object.path("metadata").get("managedFields");
            JsonNode revision = object.path("metadata").get("resourceVersion");
            ObjectNode metadata = (ObjectNode) old.path("metadata").deepCopy();
            metadata.remove("managedFields");
            if (managed != null) {
                metadata.set("managedFields", managed);
            }
            if (revision != null) {
                metadata.set("resourceVersion", revision);
            }
            // In place: others may hold the metadata already.
            ObjectNode target = object.withObjectProperty("metadata");
            new ArrayList<>(target.propertyNames()).forEach(target::remove);
            target.setAll(metadata);
        }

        @Override
        public boolean updatesUnconditionally() {
            return false;
        }

        @Override
        public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
            return validation.status(object, old, circumstances.warnings());
        }
    }
}
