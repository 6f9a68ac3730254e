/**
 * The rules of the group admissionregistration.k8s.io: webhooks and policies that have a say in admission.
 *
 * <p>In flows a configuration, a policy or a binding, out flow complaints; {@link io.navarch.apiserver.validation.registration.RegistrationKinds}
 * is the door. What all of them say about requests they match is in {@link io.navarch.apiserver.validation.registration.MatchRules}.
 */
@NullMarked
package io.navarch.apiserver.validation.registration;

import org.jspecify.annotations.NullMarked;
