package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;

/** A refusal: the revision asked for has not been reached. */
public final class FutureRevision extends RuntimeException {

    public FutureRevision(Revision asked, Revision current) {
        super("mvcc: required revision " + asked + " is a future revision, the store is at " + current, null, false, false);
    }
}
