/**
 * Keeps one pod of a DaemonSet on every node that fits.
 *
 * <p>In flow the set, its pods and revisions, and all nodes; out flow pods made for a node by name, pods deleted, and the status. Kept:
 * no more nodes than maxUnavailable are without an available pod because of an update. Read {@link
 * io.navarch.controllermanager.daemonset.DaemonSetPlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.daemonset;

import org.jspecify.annotations.NullMarked;
