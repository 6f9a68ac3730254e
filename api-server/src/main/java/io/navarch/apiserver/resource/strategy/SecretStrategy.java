package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets: text is written plain and kept with the other data; an update that names no type keeps it. */
public final class SecretStrategy implements Strategy {

    @Override
    public void fillDefaults(ObjectNode secret) {
        JsonNode plain = secret.remove("stringData");
        if (plain == null || plain.isEmpty()) {
            return;
        }
        ObjectNode data = secret.get("data") instanceof ObjectNode there ? there : secret.putObject("data");
        plain.forEachEntry((key, text) -> data.put(
                key, Base64.getEncoder().encodeToString(text.asString("").getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public void prepareForUpdate(ObjectNode secret, ObjectNode old, Circumstances circumstances) {
        if (secret.path("type").asString("").isEmpty() && old.has("type")) {
            secret.set("type", old.get("type"));
        }
    }
}
