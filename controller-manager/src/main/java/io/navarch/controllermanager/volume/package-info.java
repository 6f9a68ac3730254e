/**
 * Binds claims to volumes, keeps both from going while they are used, and gives volumes back.
 *
 * <p>In flow claims, volumes, storage classes and the pods that use claims; out flow references from each to the other, phases, and
 * finalizers. Kept: a volume is bound to at most one claim; the volume's reference is written first and settles who gets it. Read
 * {@link io.navarch.controllermanager.volume.ClaimPlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.volume;

import org.jspecify.annotations.NullMarked;
