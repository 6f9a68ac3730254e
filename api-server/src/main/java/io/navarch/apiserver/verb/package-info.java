/**
 * What can be done to objects, one class per verb, whatever the transport.
 *
 * <p>In flows a {@link io.navarch.apiserver.verb.Call} by somebody who may make it; out flow stored bytes, or a Refusal. Kept: every write
 * is made against the revision it was planned on, and an answer of success means that it is durable; a write without effect keeps the
 * revision. Read {@link io.navarch.apiserver.verb.Verbs} first, then {@link io.navarch.apiserver.verb.Create} and
 * {@link io.navarch.apiserver.verb.Update}, which show the order of things.
 */
@NullMarked
package io.navarch.apiserver.verb;

import org.jspecify.annotations.NullMarked;
