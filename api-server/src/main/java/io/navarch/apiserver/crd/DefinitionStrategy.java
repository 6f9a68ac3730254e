package io.navarch.apiserver.crd;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.schema.StringFormats;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** CustomResourceDefinitions: which versions objects may be stored in is remembered; a deleted definition waits for its instances. */
public final class DefinitionStrategy implements Strategy {

    public static final GroupResource RESOURCE = Definition.RESOURCE;

    private static final Strategy STATUS = new StatusStrategy(Set.of("status")) {
        @Override
        public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
            return DefinitionValidation.status(object);
        }
    };

    @Override
    public GenerationRule generation() {
        return GenerationRule.SPEC;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public void prepareForCreate(ObjectNode object, Circumstances circumstances) {
        ObjectNode status = object.putObject("status");
        status.putNull("conditions");
        status.putObject("acceptedNames").put("plural", "").put("kind", "");
        status.putArray("storedVersions");
        rememberStorage(object);
    }

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
        rememberStorage(object);
    }

    @Override
    public List<FieldError> validate(ObjectNode object, Circumstances circumstances) {
        return DefinitionValidation.create(object);
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old, Circumstances circumstances) {
        return DefinitionValidation.update(object, old);
    }

    /** Of formats that are not checked. */
    @Override
    public List<String> warnings(ObjectNode object, JsonNode old, Circumstances circumstances) {
        List<String> before = unknownFormats(old);
        return unknownFormats(object).stream()
                .filter(format -> !before.contains(format))
                .map(format -> "unrecognized format " + GoText.quote(format))
                .toList();
    }

    private static List<String> unknownFormats(JsonNode definition) {
        List<String> formats = new ArrayList<>();
        List<JsonNode> schemas = definition.path("spec").path("versions").valueStream()
                .map(version -> version.path("schema"))
                .toList();
        boolean alike = schemas.stream().distinct().count() <= 1;
        for (JsonNode schema : alike ? schemas.stream().limit(1).toList() : schemas) {
            SchemaTree.any(schema.path("openAPIV3Schema"), node -> {
                String format = Definition.text(node, "format");
                if (!format.isEmpty() && !StringFormats.isKnown(format, Definition.text(node, "type"))) {
                    formats.add(format);
                }
                return false;
            });
        }
        return formats;
    }

    private static void rememberStorage(ObjectNode object) {
        String storage = new Definition(object).storageVersion();
        ArrayNode stored = object.withObjectProperty("status").withArrayProperty("storedVersions");
        if (!storage.isEmpty() && !Definition.texts(stored).contains(storage)) {
            stored.add(storage);
        }
    }

    @Override
    public Strategy forSubresource(String name) {
        return STATUS;
    }

    @Override
    public boolean staysWhenDeleted(ObjectNode object) {
        return !new Definition(object).beingDeleted();
    }

    @Override
    public boolean marksGracePeriod() {
        return false;
    }

    /** The first deletion only marks the definition. */
    @Override
    public void prepareForTermination(ObjectNode object, Circumstances circumstances) {
        if (new Definition(object).condition("Terminating").isPresent()) {
            return;
        }
        ObjectNode metadata = object.withObjectProperty("metadata");
        JsonNode generation = metadata.path("generation");
        if (generation.isNumber()) {
            // The generation counts changes of spec; marking is none.
            metadata.put("generation", generation.longValue() - 1);
        }
        List<String> finalizers = Definition.texts(metadata.path("finalizers"));
        if (!finalizers.contains(Definition.CLEANUP)) {
            metadata.withArrayProperty("finalizers").add(Definition.CLEANUP);
        }
        DefinitionPlanner.setCondition(
                object,
                "Terminating",
                "True",
                "InstanceDeletionPending",
                "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
                circumstances.now());
    }

}
