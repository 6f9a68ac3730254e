package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;

/** A refusal: the revision asked for has been compacted; history begins after {@link #compacted()}. */
public final class Compacted extends RuntimeException {

    private final transient Revision compacted;

    public Compacted(Revision compacted) {
        super("mvcc: required revision has been compacted (" + compacted + ")", null, false, false);
        this.compacted = compacted;
    }

    public Revision compacted() {
        return compacted;
    }
}
