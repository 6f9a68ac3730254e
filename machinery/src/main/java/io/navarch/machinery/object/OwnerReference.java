package io.navarch.machinery.object;

/** metadata.ownerReferences[]: the object this one goes with. */
public record OwnerReference(
        String apiVersion, String kind, String name, Uid uid, boolean controller, boolean blockOwnerDeletion) {}
