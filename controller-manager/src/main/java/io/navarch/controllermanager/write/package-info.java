/**
 * What controllers do to the cluster, as data: writes with their preconditions and with what to tell the user about them.
 *
 * <p>Planners make {@link io.navarch.controllermanager.write.Write}s; {@link io.navarch.controllermanager.write.WritingController}
 * carries them out, in one place for all controllers. Kept: a write says all there is to say; nothing is chosen when it is carried
 * out. Read {@code Write} first.
 */
@NullMarked
package io.navarch.controllermanager.write;

import org.jspecify.annotations.NullMarked;
