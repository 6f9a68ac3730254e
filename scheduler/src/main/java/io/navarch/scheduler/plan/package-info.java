/**
 * Decides where one pod goes, or says why it goes nowhere and which pods would have to leave.
 *
 * <p>In flow a pod and its surroundings; out comes a {@link io.navarch.scheduler.plan.Decision}. Kept: a pod is placed only on a node
 * that no filter refuses, nominated pods of the same or a higher priority counted as if they were there; and the surroundings are
 * after a decision as they were before. Read {@link io.navarch.scheduler.plan.Planner} first.
 */
@NullMarked
package io.navarch.scheduler.plan;

import org.jspecify.annotations.NullMarked;
