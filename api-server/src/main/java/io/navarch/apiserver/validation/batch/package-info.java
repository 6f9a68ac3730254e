/**
 * The rules of the group batch: work that ends.
 *
 * <p>In flows a Job or CronJob, out flow complaints and warnings; {@link io.navarch.apiserver.validation.batch.BatchKinds} is the door. A
 * CronJob holds its template to {@link io.navarch.apiserver.validation.batch.JobSpecRules}, as a Job does its spec.
 */
@NullMarked
package io.navarch.apiserver.validation.batch;

import org.jspecify.annotations.NullMarked;
