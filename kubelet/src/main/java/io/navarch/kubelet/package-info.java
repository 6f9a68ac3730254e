/**
 * The kubelet: runs the pods bound to a node and tells the API how they and the node are.
 *
 * <p>In flow this node's pods and its Node; out go status patches, Lease renewals and containers. Kept: what the API shows is what the
 * runtime has, a moment later. {@link io.navarch.kubelet.Kubelet} is one node's object graph; Spring stays in {@code app}. Read it
 * first, then {@code pod}.
 */
@NullMarked
package io.navarch.kubelet;

import org.jspecify.annotations.NullMarked;
