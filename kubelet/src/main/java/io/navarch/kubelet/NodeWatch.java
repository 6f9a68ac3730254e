package io.navarch.kubelet;

import io.navarch.kubelet.spec.Node;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Service;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The World of one kubelet, or of many that share it: pods go to the kubelet of their node, and so do Nodes. */
final class NodeWatch implements AutoCloseable {

    private final Kind<Pod> pods;
    private final Kind<Node> nodes;
    private final @Nullable Kind<Service> services;
    private final World world;
    private final Map<String, Kubelet> kubelets = new ConcurrentHashMap<>();
    private Api.@Nullable Subscription subscription;
    private volatile List<Service> known = List.of();

    private NodeWatch(Kind<Pod> pods, Kind<Node> nodes, @Nullable Kind<Service> services) {
        this.pods = pods;
        this.nodes = nodes;
        this.services = services;
        this.world = new World(kinds());
    }

    /** For one real node: its pods, its Node, and the Services its pods are told of. */
    static NodeWatch ofNode(String name) {
        return new NodeWatch(Kind.of(Pod.RESOURCE, Pod.class).withFields("spec.nodeName=" + name),
                Kind.of(Node.RESOURCE, Node.class).withFields("metadata.name=" + name),
                Kind.of(Service.RESOURCE, Service.class));
    }

    /** For many simulated nodes: all bound pods and all Nodes on one stream. */
    static NodeWatch ofAllNodes() {
        return new NodeWatch(Kind.of(Pod.RESOURCE, Pod.class).withFields("spec.nodeName!="),
                Kind.of(Node.RESOURCE, Node.class), null);
    }

    private List<Kind<?>> kinds() {
        List<Kind<?>> kinds = new ArrayList<>(List.of(pods, nodes));
        if (services != null) {
            kinds.add(services);
        }
        return kinds;
    }

    void add(String node, Kubelet kubelet) {
        kubelets.put(node, kubelet);
    }

    List<Service> services() {
        return known;
    }

    void start(Api api) {
        subscription = api.watch(kinds(), this::accept);
    }

    private synchronized void accept(Batch batch) {
        boolean services = false;
        for (Change<?> change : world.apply(batch)) {
            Change<Pod> pod = change.of(pods);
            Change<Node> node = change.of(nodes);
            if (pod != null) {
                pod(pod);
            } else if (node != null) {
                Kubelet kubelet = kubelets.get(change.key().name());
                if (kubelet != null) {
                    kubelet.agent().seen(node.after());
                }
            } else {
                services = true;
            }
        }
        if (this.services != null && (services || batch.snapshotComplete())) {
            known = List.copyOf(world.table(this.services).all());
        }
        if (batch.snapshotComplete()) {
            kubelets.values().forEach(k -> k.workers().complete());
        }
    }

    private void pod(Change<Pod> change) {
        Pod before = change.before();
        Pod after = change.after();
        if (before != null && (after == null || !after.uid().equals(before.uid()))) {
            to(before).ifPresent(k -> k.workers().gone(before));
        }
        if (after != null) {
            to(after).ifPresent(k -> k.workers().seen(after));
        }
    }

    private java.util.Optional<Kubelet> to(Pod pod) {
        String node = pod.spec().nodeName();
        return node == null ? java.util.Optional.empty() : java.util.Optional.ofNullable(kubelets.get(node));
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
        }
    }
}
