package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.Strategy;
import tools.jackson.databind.node.ObjectNode;

/** Volume attachments begin as not attached. */
public final class AttachmentStrategy implements Strategy {

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public void prepareForCreate(ObjectNode attachment, Circumstances circumstances) {
        attachment.putObject("status").put("attached", false);
    }
}
