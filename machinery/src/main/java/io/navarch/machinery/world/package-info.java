/**
 * A component's World: every object it cares about, as of one revision.
 *
 * <p>In flow {@link io.navarch.machinery.world.Batch}es of one multi-kind stream; {@link io.navarch.machinery.world.World} applies
 * them and says what changed. Kept: after a batch the tables show exactly the state of the cluster at the batch's revision, over all
 * kinds at once. A World belongs to one thread. Read {@link io.navarch.machinery.world.Kind} first.
 */
@NullMarked
package io.navarch.machinery.world;

import org.jspecify.annotations.NullMarked;
