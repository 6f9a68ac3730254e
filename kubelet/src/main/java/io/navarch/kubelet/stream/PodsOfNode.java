package io.navarch.kubelet.stream;

import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.spec.Pod;
import io.navarch.proto.v1.PodRef;
import java.util.Optional;

/** Finds a pod that runs here. */
@FunctionalInterface
public interface PodsOfNode {

    /** A pod, what the runtime has of it, and how to talk to it. state is asked anew each time. */
    record Found(Pod pod, java.util.function.Supplier<PodState> state, ContainerStreams streams) {}

    Optional<Found> find(PodRef pod);
}
