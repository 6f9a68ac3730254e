/**
 * The rules of how Navarch's code reads, as programs. Each module's {@code TidyTest} runs them over its sources and classes.
 *
 * <p>In flows a module's folder; out come findings, each with the place and what to write instead. Read
 * {@link io.navarch.machinery.tidy.Tidy} first.
 */
@NullMarked
package io.navarch.machinery.tidy;

import org.jspecify.annotations.NullMarked;
