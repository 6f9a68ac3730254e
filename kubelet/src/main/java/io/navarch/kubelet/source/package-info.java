/**
 * What pods refer to: ConfigMaps, Secrets, claims and volumes, and tokens of service accounts, fetched when needed.
 *
 * <p>In flow names; out come objects, a second old at most, or a refusal. Kept: Secrets are held in memory only. Read
 * {@link io.navarch.kubelet.source.ClusterSources} first.
 */
@NullMarked
package io.navarch.kubelet.source;

import org.jspecify.annotations.NullMarked;
