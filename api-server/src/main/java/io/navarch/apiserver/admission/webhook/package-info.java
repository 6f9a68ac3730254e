/**
 * Admission by others: webhooks.
 *
 * <p>In flows a write; it is shown, as an AdmissionReview over HTTPS, to each configured webhook it is about; out flow the webhooks'
 * patches, warnings and refusals. Kept: a webhook that cannot be asked refuses or is passed over as its failurePolicy says, within its
 * timeout. Read {@link io.navarch.apiserver.admission.webhook.MutatingWebhooks} first.
 */
@NullMarked
package io.navarch.apiserver.admission.webhook;

import org.jspecify.annotations.NullMarked;
