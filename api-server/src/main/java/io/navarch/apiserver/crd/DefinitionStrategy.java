package io.navarch.apiserver.crd;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.machinery.object.GroupResource;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** CustomResourceDefinitions: which versions objects may be stored in is remembered; a deleted definition waits for its instances. */
public final class DefinitionStrategy implements Strategy {

    public static final GroupResource RESOURCE = Definition.RESOURCE;

    private static final Strategy STATUS = new StatusStrategy(Set.of("status")) {};

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
