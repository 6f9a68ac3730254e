/**
 * The API server put together: {@link io.navarch.apiserver.app.ApiServer} is the whole object graph, readable on one screen and usable in
 * any JVM; {@link io.navarch.apiserver.app.ApiServerApplication} starts it as a process of its own, configured by properties.
 *
 * <p>In flow settings, out comes a server that listens. Only this package knows Spring, the wall clock and real randomness.
 */
@NullMarked
package io.navarch.apiserver.app;

import org.jspecify.annotations.NullMarked;
