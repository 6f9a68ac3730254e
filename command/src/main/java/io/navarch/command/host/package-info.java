/**
 * What real nodes need of the machine: processes that are kept running, a network namespace and a containerd for each, and the way
 * back to a machine without a trace of them.
 *
 * <p>In flow a {@link io.navarch.command.cluster.ClusterSettings} and its folder; out come processes, namespaces, links and mounts.
 * Kept: everything made here can be found again from the folder and from names only Navarch uses, and only that is ever taken
 * away. Read {@link io.navarch.command.host.RealNodes} first, then {@link io.navarch.command.host.Sweep}.
 */
@NullMarked
package io.navarch.command.host;

import org.jspecify.annotations.NullMarked;
