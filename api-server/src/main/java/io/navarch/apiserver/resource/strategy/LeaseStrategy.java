package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Leases: coordinated election is not on by default, so what only it uses is dropped unless it was there. */
public final class LeaseStrategy implements Strategy {

    private static final List<String> COORDINATED = List.of("strategy", "preferredHolder");

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public void prepareForCreate(ObjectNode lease, Circumstances circumstances) {
        drop(lease, MissingNode.getInstance());
    }

    @Override
    public void prepareForUpdate(ObjectNode lease, ObjectNode old, Circumstances circumstances) {
        drop(lease, old.path("spec"));
    }

    private static void drop(ObjectNode lease, JsonNode before) {
        if (lease.get("spec") instanceof ObjectNode spec) {
            COORDINATED.stream().filter(field -> !before.hasNonNull(field)).forEach(spec::remove);
        }
    }
}
