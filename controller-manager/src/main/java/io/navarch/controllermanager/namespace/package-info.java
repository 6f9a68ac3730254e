/**
 * Empties namespaces that are being deleted, pods first, and takes the "kubernetes" finalizer away when nothing is left.
 *
 * <p>In flows the World of everything; out flow deletions, the namespace's conditions, and its finalization. Read {@link
 * io.navarch.controllermanager.namespace.NamespacePlanner} first.
 */
@NullMarked
package io.navarch.controllermanager.namespace;

import org.jspecify.annotations.NullMarked;
