/**
 * Admission by expressions: validating and mutating admission policies.
 *
 * <p>In flow policies, their bindings and parameters from the cache, and a write; out flow refusals, warnings and changes. Expressions
 * are compiled once per revision of a policy. Kept: an expression that comes to no value counts as its policy's failurePolicy says.
 * Read {@link io.navarch.apiserver.admission.policy.Invocations} first.
 */
@NullMarked
package io.navarch.apiserver.admission.policy;

import org.jspecify.annotations.NullMarked;
