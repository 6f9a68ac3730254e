package io.navarch.kubelet;

import io.navarch.kubelet.cri.CriStreams;
import io.navarch.kubelet.pod.PodWorker;
import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.SimulatedRuntime;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.stream.ContainerStreams;
import io.navarch.kubelet.stream.PodsOfNode;
import io.navarch.kubelet.stream.SimulatedStreams;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.proto.v1.PodRef;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** How pods of kubelets are found for streams. */
final class StreamsOf {

    private StreamsOf() {}

    static PodsOfNode real(RealNode node, Timers timers) {
        CriStreams streams = new CriStreams(node.runtime().client(), timers);
        return ref -> find(node.kubelet(), ref, streams);
    }

    static PodsOfNode simulated(Collection<Kubelet> kubelets) {
        return ref -> kubelets.stream()
                .flatMap(k -> k.runtime() instanceof SimulatedRuntime runtime
                        ? find(k, ref, new SimulatedStreams(runtime)).stream()
                        : Stream.empty())
                .findFirst();
    }

    /** The state is asked of the runtime, for what was seen last may be a moment old. */
    private static Optional<PodsOfNode.Found> find(Kubelet kubelet, PodRef ref, ContainerStreams streams) {
        Optional<PodWorker> worker = kubelet.workers().find(new ObjectKey(ref.getNamespace(), ref.getName()), ref.getUid());
        return worker.flatMap(w -> {
            Pod pod = w.pod();
            return pod == null ? Optional.empty()
                    : Optional.of(new PodsOfNode.Found(pod, () -> fresh(kubelet, pod), streams));
        });
    }

    private static PodState fresh(Kubelet kubelet, Pod pod) {
        return kubelet.runtime().inspect(pod.uid());
    }
}
