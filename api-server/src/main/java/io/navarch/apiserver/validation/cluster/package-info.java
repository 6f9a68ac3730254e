/**
 * What a few kinds refuse that serve the cluster as a whole: runtime classes, priority classes, leases.
 *
 * <p>In flows an object of one of these kinds, out flow complaints to the fields they are about.
 * {@link io.navarch.apiserver.validation.cluster.ClusterKinds} is the door. Pure, as all of validation.
 */
@NullMarked
package io.navarch.apiserver.validation.cluster;

import org.jspecify.annotations.NullMarked;
