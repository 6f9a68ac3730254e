/**
 * Load, and what came of it.
 *
 * <p>In flows what to ask for, how often and how many at a time; out flows a {@link io.navarch.bench.load.Load}: rate, latencies, bytes,
 * failures. {@link io.navarch.bench.load.H2load} makes the load of equal requests, {@link io.navarch.bench.load.H2Client} what that cannot:
 * requests that differ, watches. Kept: the number of requests is fixed beforehand, so a run ends by itself.
 */
@NullMarked
package io.navarch.bench.load;

import org.jspecify.annotations.NullMarked;
