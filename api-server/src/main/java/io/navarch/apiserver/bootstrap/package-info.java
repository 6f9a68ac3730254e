/**
 * What every cluster begins with: namespaces, roles and bindings, priority classes, flow control, the service range, and the service
 * "kubernetes" that leads to the API servers.
 *
 * <p>In flow two tables (roles.txt, flowcontrol.txt) and the server's settings; out flow objects, created when they are missing.
 * {@link io.navarch.apiserver.bootstrap.Bootstrap} runs once at a server's start and may be run by several servers at the same time;
 * {@link io.navarch.apiserver.bootstrap.ServerEndpoints} keeps the addresses of the live servers. Kept: what somebody changed stays
 * changed, but for roles and bindings, which get back what they lack unless their annotation says no.
 */
@NullMarked
package io.navarch.apiserver.bootstrap;

import org.jspecify.annotations.NullMarked;
