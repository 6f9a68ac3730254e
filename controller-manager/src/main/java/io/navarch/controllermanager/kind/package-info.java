/**
 * The kinds all controllers look at: one record per kind with the fields any of them reads, and the indexes over them.
 *
 * <p>All controllers share one World, so each kind is declared once, in {@link io.navarch.controllermanager.kind.Kinds}. What a
 * controller only passes on (a pod template) or rewrites as a whole (a status) stays a tree.
 */
@NullMarked
package io.navarch.controllermanager.kind;

import org.jspecify.annotations.NullMarked;
