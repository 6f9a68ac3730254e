/**
 * The words every service uses for Kubernetes objects: keys, metadata, selectors, quantities, and JSON.
 *
 * <p>In flow bytes and strings as the API carries them; out come small immutable values. Nothing here does IO or knows a clock.
 * Read {@link io.navarch.machinery.object.Meta} first, then {@link io.navarch.machinery.object.Json}, which says how a component
 * turns an object's bytes into a record of the fields it cares about.
 */
@NullMarked
package io.navarch.machinery.object;

import org.jspecify.annotations.NullMarked;
