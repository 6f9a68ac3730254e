/**
 * The {@code navarch} command: what can be typed, and what is printed.
 *
 * <p>In flow arguments; out come calls of {@link io.navarch.command.local}. Nothing is decided here. Read
 * {@link io.navarch.command.app.Navarch} first.
 */
@NullMarked
package io.navarch.command.app;

import org.jspecify.annotations.NullMarked;
