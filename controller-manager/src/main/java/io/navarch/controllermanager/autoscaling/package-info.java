/**
 * Keeps the size of what a HorizontalPodAutoscaler names within its bounds, and says what it sees.
 *
 * <p>In flow autoscalers and the workloads they name; out flow sizes and the status. Nothing here reads metrics: while the metrics API
 * is not served, an autoscaler whose target is within its bounds says that it cannot compute a size, as Kubernetes' does.
 */
@NullMarked
package io.navarch.controllermanager.autoscaling;

import org.jspecify.annotations.NullMarked;
