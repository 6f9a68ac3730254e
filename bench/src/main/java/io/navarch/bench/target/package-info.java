/**
 * What is measured: an API server with a token that may do everything, started for the purpose or somebody else's.
 *
 * <p>In flows a kind of store or a kubeconfig; out flow an address to load and, of a process of our own, what it has used
 * ({@link io.navarch.bench.target.Usage}). Kept: what was started is stopped and its folder removed, whatever happens in between.
 */
@NullMarked
package io.navarch.bench.target;

import org.jspecify.annotations.NullMarked;
