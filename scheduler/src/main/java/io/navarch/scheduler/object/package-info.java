/**
 * The kinds the scheduler looks at, as records of the fields it uses. In flow the objects' JSON bytes, out come these records; nothing
 * here decides. {@link io.navarch.scheduler.object.Kinds} lists what is subscribed to; read it first.
 */
@NullMarked
package io.navarch.scheduler.object;

import org.jspecify.annotations.NullMarked;
