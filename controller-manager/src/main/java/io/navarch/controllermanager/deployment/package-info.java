/**
 * Rolls a Deployment's pods from one template to the next, by ReplicaSets.
 *
 * <p>In flow the Deployment and its ReplicaSets; out flow ReplicaSets made, scaled and deleted, and the status. Kept: never more pods
 * than maxSurge allows above, nor fewer available than maxUnavailable allows below. Read {@link
 * io.navarch.controllermanager.deployment.DeploymentPlanner} first, then {@code Rollout}, which has the arithmetic.
 */
@NullMarked
package io.navarch.controllermanager.deployment;

import org.jspecify.annotations.NullMarked;
