package io.navarch.kubelet.pod;

import io.navarch.kubelet.Timers;
import io.navarch.kubelet.probe.Prober;
import io.navarch.kubelet.runtime.Runtime;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.loop.EventRecorder;
import io.navarch.machinery.loop.KubeEvent;
import java.util.List;

/** What the pods of one node share. hostIps: the node's addresses, the first of the cluster's first family. */
public record PodEnvironment(
        Runtime runtime, Prober prober, Api api, EventRecorder events, Timers timers, String runtimeName, List<String> hostIps) {

    void tell(KubeEvent event) {
        events.record("kubelet", event);
    }

    PodView.NodeFacts facts() {
        return new PodView.NodeFacts(hostIps, runtimeName);
    }
}
