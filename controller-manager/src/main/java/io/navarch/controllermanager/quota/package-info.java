/**
 * Keeps what ResourceQuotas say is used.
 *
 * <p>In flow quotas, pods, services, claims, and the metadata of everything else that can be counted; out flows the status. Admission
 * adds to it as objects are made; this puts right what went, and what was there before the quota. Read {@link
 * io.navarch.controllermanager.quota.Usage} first.
 */
@NullMarked
package io.navarch.controllermanager.quota;

import org.jspecify.annotations.NullMarked;
