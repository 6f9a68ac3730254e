/**
 * Places pods on nodes.
 *
 * <p>In flow batches of the API's stream into one loop, which keeps a world, the {@code cluster} and the {@code queue}, asks the
 * {@code plan} package about one pod after another, takes its decisions for granted at once (assumes the pod on its node) and hands
 * intents out to be carried out elsewhere. Kept: no pod is placed on a node that a filter refuses, counting everything assumed; what
 * could not be carried out is taken back and tried again. Read {@link io.navarch.scheduler.Scheduler} first, then
 * {@code SchedulingLoop}.
 */
@NullMarked
package io.navarch.scheduler;

import org.jspecify.annotations.NullMarked;
