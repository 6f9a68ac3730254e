/**
 * What a namespace may use at most.
 *
 * <p>In flows an object that is about to be stored; out flows a Reservation in the namespace's ResourceQuotas, or a Refusal. Kept: the sum
 * of what is admitted never exceeds a quota, however many API servers admit, since every charge is a compare-and-swap on the quota's
 * status.used. Read {@link io.navarch.apiserver.admission.quota.ResourceQuota} first.
 */
@NullMarked
package io.navarch.apiserver.admission.quota;

import org.jspecify.annotations.NullMarked;
