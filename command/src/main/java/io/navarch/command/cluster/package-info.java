/**
 * What a cluster of this machine is made of: where its files are, which nodes it has, which addresses they get.
 *
 * <p>In flow the options of {@code navarch up}; out come values everything else reads. Kept: the same options and the same folder
 * give the same cluster, so a second {@code up} finds the first one's. Read {@link io.navarch.command.cluster.ClusterFolder} first.
 */
@NullMarked
package io.navarch.command.cluster;

import org.jspecify.annotations.NullMarked;
