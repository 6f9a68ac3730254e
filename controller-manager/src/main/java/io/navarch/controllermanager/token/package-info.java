/**
 * Fills Secrets of type kubernetes.io/service-account-token with a token of their account, and removes those whose account is gone;
 * removes bootstrap tokens that have expired.
 *
 * <p>In flow such Secrets and service accounts; out flow their data, or deletions.
 */
@NullMarked
package io.navarch.controllermanager.token;

import org.jspecify.annotations.NullMarked;
