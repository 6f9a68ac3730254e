/**
 * The rules of the group autoscaling, in terms of its version 2.
 *
 * <p>In flows a HorizontalPodAutoscaler, out flow complaints. {@link io.navarch.apiserver.validation.autoscaling.AutoscalerRules} is the
 * door; metrics have a file of their own.
 */
@NullMarked
package io.navarch.apiserver.validation.autoscaling;

import org.jspecify.annotations.NullMarked;
