/**
 * Policies between authorization and the store.
 *
 * <p>In flows a write that is otherwise fine; plugins first change it, then judge it, each phase in the order of the one list. Out flows
 * the object as it will be stored, or a Refusal. Kept: the judging phase sees exactly what is stored. Read
 * {@link io.navarch.apiserver.admission.Admission} first.
 */
@NullMarked
package io.navarch.apiserver.admission;

import org.jspecify.annotations.NullMarked;
