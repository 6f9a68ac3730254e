/**
 * Runs a Job's pods until enough of them succeeded, or too many failed.
 *
 * <p>In flow the Job and its pods; out flow pods made and deleted, tracking finalizers taken away, and the status. Kept: every pod that
 * ended is counted exactly once: its uid is first written into the status, then its finalizer goes, then it moves into the count. Read
 * {@link io.navarch.controllermanager.job.JobPlanner} first.
 *
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/2307-job-tracking-without-lingering-pods">KEP-2307</a>
 */
@NullMarked
package io.navarch.controllermanager.job;

import org.jspecify.annotations.NullMarked;
