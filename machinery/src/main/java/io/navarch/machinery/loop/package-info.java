/**
 * Decide, then do: one thread owns the World, plans per key, and hands plans to an executor.
 *
 * <p>In flow batches; the {@link io.navarch.machinery.loop.Loop} applies them, asks every
 * {@link io.navarch.machinery.loop.Controller} which keys they concern, plans those, and the
 * {@link io.navarch.machinery.loop.Executor} carries the intents out on virtual threads. Kept: a key is never planned while its last
 * plan is being carried out, nor before the World has reached the revision of that plan's last write. Read {@code Controller} first.
 */
@NullMarked
package io.navarch.machinery.loop;

import org.jspecify.annotations.NullMarked;
