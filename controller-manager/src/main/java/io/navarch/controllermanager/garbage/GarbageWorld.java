package io.navarch.controllermanager.garbage;

import io.navarch.controllermanager.everything.AllKinds.Found;
import java.util.List;

/**
 * An object, each of its owners as they are, and what depends on it.
 *
 * @param owners in the order of the object's owner references
 */
record GarbageWorld(Found object, List<Owner> owners, List<Found> dependents) {

    /** What an owner reference points at. */
    enum Owner {
        /** There, and not waiting for this object. */
        SOLID,
        /** Known not to exist. */
        ABSENT,
        /** Deleted in the foreground: it waits until this object is gone. */
        WAITING,
        /** Of a kind that is not known here: nothing can be said. */
        UNKNOWN
    }
}
