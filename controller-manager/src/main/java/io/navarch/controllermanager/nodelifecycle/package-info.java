/**
 * Watches over nodes: one that is not heard of any more becomes Unknown, its pods not ready; its conditions become taints.
 *
 * <p>In flow nodes, their leases and their pods; out flow conditions and taints, those that evict at a limited rate, and none while
 * no node at all is heard of. Read {@link io.navarch.controllermanager.nodelifecycle.NodeLifecyclePlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.nodelifecycle;

import org.jspecify.annotations.NullMarked;
