package io.navarch.apiserver.cache;

import io.navarch.machinery.object.Revision;

/** All kinds as of one revision. A tree per kind, at the kind's ordinal; kinds that came later are empty. */
record Snapshot(long number, EntryTree[] trees) {

    static final Snapshot NONE = new Snapshot(0, new EntryTree[0]);

    EntryTree tree(KindTable kind) {
        return kind.ordinal() < trees.length ? trees[kind.ordinal()] : EntryTree.EMPTY;
    }

    Revision revision() {
        return new Revision(number);
    }
}
