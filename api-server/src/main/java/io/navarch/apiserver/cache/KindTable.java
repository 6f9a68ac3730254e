package io.navarch.apiserver.cache;

import io.navarch.machinery.object.GroupResource;

/** What the cache keeps of a kind besides its current entries: how to read them, what happened to them lately, who watches. */
final class KindTable {

    private final GroupResource resource;
    private final int ordinal;
    private final Audience audience = new Audience();
    private volatile FactReader reader;
    private volatile History history;

    KindTable(GroupResource resource, int ordinal, FactReader reader, History history) {
        this.resource = resource;
        this.ordinal = ordinal;
        this.reader = reader;
        this.history = history;
    }

    GroupResource resource() {
        return resource;
    }

    /** Its place in a {@link Snapshot}. */
    int ordinal() {
        return ordinal;
    }

    Audience audience() {
        return audience;
    }

    FactReader reader() {
        return reader;
    }

    void readWith(FactReader wanted) {
        reader = wanted;
    }

    History history() {
        return history;
    }

    void restart(History begun) {
        history = begun;
    }
}
