/**
 * Navarch as its users see it: scenarios in plain text ({@code src/test/resources/scenarios}), run with kubectl against a cluster
 * started by {@code ./navarch up}.
 *
 * <p>In flow scenario files; out come pass, fail with a transcript, or skipped with the reason. Kept: a scenario leaves the cluster
 * as it found it. Read {@link io.navarch.e2e.Scenario} first, which says how one is written.
 */
@NullMarked
package io.navarch.e2e;

import org.jspecify.annotations.NullMarked;
