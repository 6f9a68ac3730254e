/**
 * The scheduler as a process: properties under {@code navarch.scheduler}, the wiring, and {@code main}. In flow properties, out comes a
 * {@link io.navarch.scheduler.Scheduler} that follows the API server and decides while it holds the lease. Only this package knows
 * Spring, the wall clock and real randomness. Read {@code SchedulerWiring} first.
 */
@NullMarked
package io.navarch.scheduler.app;

import org.jspecify.annotations.NullMarked;
