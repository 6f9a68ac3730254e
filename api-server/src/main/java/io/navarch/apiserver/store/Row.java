package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import org.jspecify.annotations.Nullable;

/** One write of the log: what a key became at a revision; a null value is a deletion. */
record Row(long revision, String key, byte @Nullable [] value, long lease) {

    Change change() {
        return new Change(key, value, new Revision(revision));
    }

    int bytes() {
        return value == null ? 0 : value.length;
    }
}
