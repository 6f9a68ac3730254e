/**
 * Gives each node a block of the pods' addresses: spec.podCIDR.
 *
 * <p>In flow nodes; out flow patches of those without a block. Kept: no two nodes have the same block. All nodes are planned as one
 * key, so that two blocks are never chosen at once.
 */
@NullMarked
package io.navarch.controllermanager.nodeipam;

import org.jspecify.annotations.NullMarked;
