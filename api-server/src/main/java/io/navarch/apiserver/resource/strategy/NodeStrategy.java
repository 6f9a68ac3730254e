package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Strategy;

/** Nodes are registered by their kubelet together with their status. */
public final class NodeStrategy implements Strategy {

    @Override
    public boolean keepsStatusOnCreate() {
        return true;
    }
}
