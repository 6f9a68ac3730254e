/**
 * The Node object: registers it, renews its Lease, and keeps its status true.
 *
 * <p>In flow settings, the machine or a simulated one, and the runtime's readiness; out go the Node, its status and the Lease. Kept:
 * the Node is Ready only while runtime and network are. Read {@link io.navarch.kubelet.node.NodeAgent} first.
 */
@NullMarked
package io.navarch.kubelet.node;

import org.jspecify.annotations.NullMarked;
