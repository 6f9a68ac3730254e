/**
 * What a kind refuses: the rules of Kubernetes' validation beyond what the schema says, in its order and words.
 *
 * <p>In flows a decoded, defaulted object (and the one it replaces); out flow {@link io.navarch.apiserver.status.FieldError}s, empty when
 * all is well. Rules walk the object with {@link io.navarch.apiserver.validation.Field}, a cursor that knows its path;
 * {@link io.navarch.apiserver.validation.Formats} has the shapes of names and values. {@link io.navarch.apiserver.validation.KindValidations}
 * is the door: one entry per kind. Metadata common to all kinds is checked by the verbs. Pure: no IO, no clock.
 */
@NullMarked
package io.navarch.apiserver.validation;

import org.jspecify.annotations.NullMarked;
