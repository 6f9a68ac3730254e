/**
 * The World of metadata over all kinds there are, custom ones included: for the controllers that care about every object.
 *
 * <p>In flow CustomResourceDefinitions, which say what kinds there are besides the built-in ones; {@link
 * io.navarch.controllermanager.everything.Everything} runs a loop of its own over all of them and makes it anew when they change.
 * Kept: at a revision the World shows every object of every kind, so an owner that is not in it does not exist.
 */
@NullMarked
package io.navarch.controllermanager.everything;

import org.jspecify.annotations.NullMarked;
