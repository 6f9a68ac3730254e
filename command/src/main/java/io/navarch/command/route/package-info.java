/**
 * Routes between the nodes' pods where all nodes are on one link: each node's pod addresses by way of that node's own address.
 *
 * <p>In flow Nodes; out come routes of this machine or namespace. Kept: what the kernel was told is exactly what the Nodes say, once
 * the last batch was worked on. Read {@link io.navarch.command.route.PodRoutes} first.
 */
@NullMarked
package io.navarch.command.route;

import org.jspecify.annotations.NullMarked;
