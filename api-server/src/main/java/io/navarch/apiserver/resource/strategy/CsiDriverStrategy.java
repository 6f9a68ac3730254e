package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import tools.jackson.databind.node.ObjectNode;

/** CSI drivers have no generation until their spec changes for the first time. */
public final class CsiDriverStrategy implements Strategy {

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public void prepareForUpdate(ObjectNode driver, ObjectNode old, Circumstances circumstances) {
        if (!driver.path("spec").equals(old.path("spec"))) {
            long before = old.path("metadata").path("generation").asLong(0);
            driver.withObjectProperty("metadata").put("generation", before + 1);
        }
    }
}
