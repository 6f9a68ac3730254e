/**
 * Objects as people read them: meta.k8s.io Tables with the columns kubectl shows, and objects reduced to their metadata.
 *
 * <p>In flow served objects, out flow Tables, PartialObjectMetadata and their lists. What a kind's columns hold is one method per kind in
 * the Rows classes, the columns themselves are in {@link io.navarch.apiserver.table.BuiltInColumns}; a custom resource brings its own.
 * Nothing is remembered between calls. {@link io.navarch.apiserver.table.Tables} is the door.
 */
@NullMarked
package io.navarch.apiserver.table;

import org.jspecify.annotations.NullMarked;
