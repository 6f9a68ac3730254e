package io.navarch.kubelet.probe;

import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Probe;
import java.time.Instant;

/** Carries out one probing; blocks no longer than the probe's timeout. */
public interface Prober {

    /** What is probed: a running container and where it can be reached. */
    record Target(Pod pod, Container container, String containerId, String ip, Instant startedAt) {}

    ProbeResult probe(Probe probe, Target target);
}
