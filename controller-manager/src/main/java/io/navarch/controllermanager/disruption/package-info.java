/**
 * Keeps the status of PodDisruptionBudgets: how many pods there should be, how many are well, how many may go.
 *
 * <p>In flow budgets, pods and the controllers of those; out flows the status, which evictions are judged by. Read {@link
 * io.navarch.controllermanager.disruption.DisruptionPlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.disruption;

import org.jspecify.annotations.NullMarked;
