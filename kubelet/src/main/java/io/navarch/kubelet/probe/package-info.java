/**
 * Probes: asks containers how they are, as often as their spec says.
 *
 * <p>In flow probe specs and a running container; out come verdicts: started, ready, to be restarted. Kept: a verdict changes only
 * after as many results in a row as the spec's threshold says. {@link io.navarch.kubelet.probe.Prober} is the deed,
 * {@link io.navarch.kubelet.probe.ProbeCount} the counting, {@link io.navarch.kubelet.probe.ContainerProbes} one container's three
 * probes. Read ContainerProbes first.
 */
@NullMarked
package io.navarch.kubelet.probe;

import org.jspecify.annotations.NullMarked;
