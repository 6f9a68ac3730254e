/**
 * The pods that wait for a node, and when each is looked at (again).
 *
 * <p>In flow pods, refusals and what happened in the cluster; out comes the next pod to decide about. Kept: a pod is in one place at a
 * time, is not looked at while nothing happened that could help it (five minutes at most), and more important pods come first.
 * Read {@link io.navarch.scheduler.queue.SchedulingQueue} first.
 */
@NullMarked
package io.navarch.scheduler.queue;

import org.jspecify.annotations.NullMarked;
