/**
 * Who owns which field: managedFields of every write, and server-side apply.
 *
 * <p>In flow the live object, what is asked for, the field manager and the time; out flows the object with its managedFields, or a Refusal
 * that names the conflicts. Ownership follows Kubernetes' structured merge: a schema node is a leaf, a granular map or list, or atomic
 * ({@link io.navarch.apiserver.apply.Form}), a set of owned paths is a {@link io.navarch.apiserver.apply.FieldSet}. Everything is pure.
 * {@link io.navarch.apiserver.apply.FieldManagement} is the door.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-Side Apply</a>
 */
@NullMarked
package io.navarch.apiserver.apply;

import org.jspecify.annotations.NullMarked;
