/**
 * What a node's packet filter is to hold so that services can be reached from and through it.
 *
 * <p>In flow a service with its endpoint slices, as {@link io.navarch.kubeproxy.rules.Rules} sees them from one
 * {@link io.navarch.kubeproxy.rules.NodeView}; out comes a {@link io.navarch.kubeproxy.rules.Fragment} of the ruleset, and
 * {@link io.navarch.kubeproxy.rules.Difference} turns two states of it into the nft commands that lead from one to the other.
 * Kept: pure, the same input gives the same text, and no packet sees a half-changed ruleset. Read {@code Rules} first.
 */
@NullMarked
package io.navarch.kubeproxy.rules;

import org.jspecify.annotations.NullMarked;
