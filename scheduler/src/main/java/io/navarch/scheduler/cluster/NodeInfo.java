package io.navarch.scheduler.cluster;

import io.navarch.scheduler.object.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node with what its pods take. Pods may be known before their node is: then {@link #known} is false. */
public final class NodeInfo {

    private final String name;
    private @Nullable Node node;
    private Amounts allocatable = new Amounts();
    private final Amounts requested = new Amounts();
    private final Amounts assumedRequested = new Amounts();
    private final Map<io.navarch.machinery.object.ObjectKey, PodInfo> pods = new LinkedHashMap<>();
    private final List<PodInfo.HostPort> usedPorts = new ArrayList<>(0);
    private Map<String, Long> images = Map.of();
    /** Where it stands in the cluster's list; -1 while it is not known. */
    int slot = -1;

    NodeInfo(String name) {
        this.name = name;
    }

    void become(@Nullable Node now) {
        boolean sameStatus = node != null && now != null && java.util.Objects.equals(node.status(), now.status());
        node = now;
        if (sameStatus) {
            return;
        }
        allocatable = now == null ? new Amounts() : Amounts.of(now.allocatable());
        images = new HashMap<>();
        if (now != null) {
            now.images().forEach(image -> image.names().forEach(n -> images.put(n, image.sizeBytes())));
        }
    }

    void apply(PodInfo pod, int sign) {
        requested.apply(pod.requests(), sign);
        assumedRequested.apply(pod.assumedRequests(), sign);
        if (sign > 0) {
            pods.put(pod.key(), pod);
            usedPorts.addAll(pod.hostPorts());
        } else {
            pods.remove(pod.key());
            pod.hostPorts().forEach(usedPorts::remove);
        }
    }

    public boolean known() {
        return node != null;
    }

    public String name() {
        return name;
    }

    public Node node() {
        if (node == null) {
            throw new IllegalStateException("node " + name + " is not known");
        }
        return node;
    }

    public Map<String, String> labels() {
        return node().metadata().labels();
    }

    public Collection<PodInfo> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    public Amounts allocatable() {
        return allocatable;
    }

    public Amounts requested() {
        return requested;
    }

    /** Requested, with something assumed for containers that ask for nothing. */
    public Amounts assumedRequested() {
        return assumedRequested;
    }

    public List<PodInfo.HostPort> usedPorts() {
        return usedPorts;
    }

    /** Image name to size in bytes. */
    public Map<String, Long> images() {
        return images;
    }

    @Override
    public String toString() {
        return name;
    }
}
