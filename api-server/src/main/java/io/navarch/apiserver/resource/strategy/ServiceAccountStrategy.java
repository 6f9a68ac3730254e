package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Service accounts name their secrets, nothing more. */
public final class ServiceAccountStrategy implements Strategy {

    @Override
    public void prepareForCreate(ObjectNode account, Circumstances circumstances) {
        onlyNames(account);
    }

    @Override
    public void prepareForUpdate(ObjectNode account, ObjectNode old, Circumstances circumstances) {
        onlyNames(account);
    }

    private static void onlyNames(ObjectNode account) {
        if (!(account.get("secrets") instanceof ArrayNode secrets)) {
            return;
        }
        for (int i = 0; i < secrets.size(); i++) {
            JsonNode name = secrets.get(i).path("name");
            ObjectNode only = account.objectNode();
            if (name.isString()) {
                only.set("name", name);
            }
            secrets.set(i, only);
        }
    }
}
