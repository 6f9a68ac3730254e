/**
 * Volumes of pods on this node: makes them, keeps their content up to date, takes them away.
 *
 * <p>In flow volume specs and what they refer to; out come paths on the node. Kept: files that come from objects change all at once
 * (the {@code ..data} link), Secrets and tokens lie in memory, and a path inside a volume never leads out of it. Read
 * {@link io.navarch.kubelet.volume.Volumes} first.
 */
@NullMarked
package io.navarch.kubelet.volume;

import org.jspecify.annotations.NullMarked;
