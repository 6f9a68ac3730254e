/**
 * The scheduler's picture of the cluster, kept incrementally: what every node has left, and how many pods of each sort that was ever
 * asked about are in each topology domain.
 *
 * <p>In flow nodes and pods, assumed ones included; out come numbers that filters and scores read without walking over pods. Kept: the
 * numbers equal what a count over all pods would give; adding a pod and removing it again leaves no trace. Belongs to one thread.
 * Read {@link io.navarch.scheduler.cluster.Cluster} first, then {@link io.navarch.scheduler.cluster.Tally}.
 */
@NullMarked
package io.navarch.scheduler.cluster;

import org.jspecify.annotations.NullMarked;
