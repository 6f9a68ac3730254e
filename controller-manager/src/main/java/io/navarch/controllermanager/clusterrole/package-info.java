/** Gathers the rules of the ClusterRoles that an aggregating one selects, by server-side apply, in the order of their names. */
@NullMarked
package io.navarch.controllermanager.clusterrole;

import org.jspecify.annotations.NullMarked;
