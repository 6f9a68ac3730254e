package io.navarch.apiserver.verb;

/** The ways to say what shall change. */
public enum PatchType {
    JSON,
    MERGE,
    STRATEGIC,
    APPLY
}
