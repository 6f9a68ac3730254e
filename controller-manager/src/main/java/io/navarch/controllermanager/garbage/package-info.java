/**
 * Garbage collection: what has no owner left goes; owners deleted in the foreground wait for their dependents; orphans are let go.
 *
 * <p>In flows the World of everything; out flow deletions and owner references and finalizers taken away. Kept: an object is deleted
 * only when each of its owners is known not to exist, or waits for it. Read {@link
 * io.navarch.controllermanager.garbage.GarbagePlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.garbage;

import org.jspecify.annotations.NullMarked;
