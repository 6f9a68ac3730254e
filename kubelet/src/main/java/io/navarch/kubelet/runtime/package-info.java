/**
 * What runs pods, as the kubelet sees it: a port that speaks of pods and containers, and what it tells of them.
 *
 * <p>In flow pods and what to do about them; out come {@link io.navarch.kubelet.runtime.PodState}s. Two adapters: containers by the
 * CRI ({@code io.navarch.kubelet.cri}) and {@link io.navarch.kubelet.runtime.SimulatedRuntime}. Kept: what a call did is in the next
 * {@code inspect}. Read {@link io.navarch.kubelet.runtime.Runtime} first.
 */
@NullMarked
package io.navarch.kubelet.runtime;

import org.jspecify.annotations.NullMarked;
