package io.navarch.scheduler.queue;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;

/** Something that changed in the cluster and may let waiting pods in. */
public sealed interface Happening {

    record NodeAdded(NodeInfo node) implements Happening {}

    /** Labels, taints, cordon or allocatable; what of it changed does not matter much: nodes seldom change. */
    record NodeChanged(NodeInfo node) implements Happening {}

    record NodeGone(String name) implements Happening {}

    record PodPlaced(PodInfo pod) implements Happening {}

    record PodRelabelled(PodInfo pod) implements Happening {}

    /** Gone from its node, on its way out, or asking for less. */
    record PodLeft(PodInfo pod) implements Happening {}

    record ClaimChanged(ObjectKey claim) implements Happening {}

    /** A volume, a storage class, or what a node's drivers can attach. */
    record StorageChanged() implements Happening {}

    record NamespaceRelabelled() implements Happening {}
}
