/**
 * Keeps the numbered pods of a StatefulSet, each with its name and volumes, in order.
 *
 * <p>In flow the set, its pods, claims and revisions; out flow pods and claims made, pods deleted, and the status. Kept: never two pods
 * of one number; with ordered management, one change at a time and only while all before it are well. Read {@link
 * io.navarch.controllermanager.statefulset.StatefulSetPlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.statefulset;

import org.jspecify.annotations.NullMarked;
