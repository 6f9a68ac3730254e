package io.navarch.kubelet.probe;

import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.Simulation;
import io.navarch.kubelet.spec.Probe;
import java.time.Duration;
import java.time.Instant;

/** Probes of containers that are not there: they succeed from the time on that the pod's annotations say, at once by default. */
public final class SimulatedProber implements Prober {

    private final Timers timers;

    public SimulatedProber(Timers timers) {
        this.timers = timers;
    }

    @Override
    public ProbeResult probe(Probe probe, Target target) {
        Duration wait = Simulation.readyAfter(target.pod(), target.container());
        Instant ready = target.startedAt().plus(wait);
        return timers.now().isBefore(ready) ? ProbeResult.failure("not ready before " + ready) : ProbeResult.SUCCESS;
    }
}
