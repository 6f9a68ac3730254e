package io.navarch.apiserver.store;

/** A lease of the store; 0 is none. */
public record LeaseId(long value) {

    public static final LeaseId NONE = new LeaseId(0);
}
