/**
 * Makes services reachable on one node, and answers the cluster's DNS there.
 *
 * <p>In flow batches of the API's stream into one loop, which keeps a world of services and endpoint slices; out go nft scripts, each
 * the difference to what was applied before, and the names the {@code dns} package answers. Kept: what the kernel holds is what
 * {@code rules} says of the world at some revision, the latest as soon as the kernel takes it. Read
 * {@link io.navarch.kubeproxy.KubeProxy} first.
 */
@NullMarked
package io.navarch.kubeproxy;

import org.jspecify.annotations.NullMarked;
