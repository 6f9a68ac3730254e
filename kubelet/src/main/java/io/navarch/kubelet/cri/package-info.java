/**
 * Real containers: the runtime port over the CRI of containerd or CRI-O.
 *
 * <p>In flow pods and what to do about them; out come calls on the runtime's unix socket and what it has. Kept: what identifies a
 * container (pod uid, name, attempt) is in its labels, so that a kubelet that starts finds what one before it left. Read
 * {@link io.navarch.kubelet.cri.CriRuntime} first.
 */
@NullMarked
package io.navarch.kubelet.cri;

import org.jspecify.annotations.NullMarked;
