package io.navarch.machinery.client;

/** The ways to patch: RFC 6902, RFC 7396, Kubernetes' strategic merge, server-side apply. */
public enum PatchType {
    JSON,
    MERGE,
    STRATEGIC,
    APPLY
}
