package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import tools.jackson.databind.node.ObjectNode;

/** A kind whose objects begin in a certain phase, whatever status they were sent with. */
public record PhaseStrategy(String phase) implements Strategy {

    @Override
    public void prepareForCreate(ObjectNode object, Circumstances circumstances) {
        object.putObject("status").put("phase", phase);
    }
}
