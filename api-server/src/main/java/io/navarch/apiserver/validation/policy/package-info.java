/**
 * The rules of the group policy: disruption budgets.
 *
 * <p>In flows a PodDisruptionBudget, out flow complaints. {@link io.navarch.apiserver.validation.policy.PodDisruptionBudgetRules} is all
 * there is.
 */
@NullMarked
package io.navarch.apiserver.validation.policy;

import org.jspecify.annotations.NullMarked;
