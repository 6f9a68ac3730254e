/**
 * Makes Jobs on a schedule, keeps count of those that run, and forgets old ones.
 *
 * <p>In flow the CronJob and its Jobs; out flow Jobs made and deleted, and the status. Kept: a scheduled time makes at most one Job,
 * whose name comes from that time. Read {@link io.navarch.controllermanager.cronjob.CronJobPlanner} first, then {@code Schedule}.
 */
@NullMarked
package io.navarch.controllermanager.cronjob;

import org.jspecify.annotations.NullMarked;
