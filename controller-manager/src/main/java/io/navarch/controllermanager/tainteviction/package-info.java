/**
 * Evicts pods from nodes with NoExecute taints they do not tolerate, or no longer tolerate.
 *
 * <p>In flow pods and the taints of their nodes; out flow deletions. Kept: a pod stays at least as long as it tolerates the taint,
 * counted from when the taint came.
 */
@NullMarked
package io.navarch.controllermanager.tainteviction;

import org.jspecify.annotations.NullMarked;
