/**
 * The part of the build that writes down what the API's types look like; nothing here runs in a server.
 *
 * <p>In flow the published client models (names, types, required, prose), read by reflection, and types.txt, which says what they do
 * not; out come definitions.bin (package schema) and prose.bin (package openapi). Read {@link io.navarch.apiserver.catalogue.Build}
 * first.
 */
@NullMarked
package io.navarch.apiserver.catalogue;

import org.jspecify.annotations.NullMarked;
