/**
 * A cluster on this machine, from start to end.
 *
 * <p>In flows the {@link io.navarch.command.local.Shape} the user asked for; out come running processes, a kubeconfig, and lines of
 * progress. Kept: when {@code Start} says ready, every node is Ready; when {@code End} returns, nothing of the cluster runs. Read
 * {@link io.navarch.command.local.Start} first.
 */
@NullMarked
package io.navarch.command.local;

import org.jspecify.annotations.NullMarked;
