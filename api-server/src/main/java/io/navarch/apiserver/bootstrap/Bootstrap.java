package io.navarch.apiserver.bootstrap;

import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.node.ObjectNode;

/** Brings a cluster's first objects about, many at the same time, so that the store can write them together. */
public final class Bootstrap {

    static final String AUTO_UPDATE = "rbac.authorization.kubernetes.io/autoupdate";
    private static final List<String> NAMESPACES = List.of("kube-system", "kube-public", "kube-node-lease", "default");
    private static final int CLUSTER_CRITICAL = 2_000_000_000;
    private static final int NODE_CRITICAL = 2_000_001_000;

    private final Seeds seeds;
    private final String serviceRange;

    /** The range of service addresses in CIDR form, such as 10.96.0.0/16. */
    public Bootstrap(Verbs verbs, String serviceRange) {
        this.seeds = new Seeds(verbs);
        this.serviceRange = serviceRange;
    }

    /** May be called any number of times, and by several servers at once. Namespaces come first: the rest may be in them. */
    public void run() {
        ensure(NAMESPACES.stream().map(name -> named("v1", "Namespace", name)).toList());
        List<ObjectNode> all = new ArrayList<>(RoleTable.objects());
        all.addAll(FlowTable.objects());
        all.add(priority(
                "system-cluster-critical",
                CLUSTER_CRITICAL,
                "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."));
        all.add(priority(
                "system-node-critical",
                NODE_CRITICAL,
                "Used for system critical pods that must not be moved from their current node."));
        ObjectNode range = named("networking.k8s.io/v1", "ServiceCIDR", "kubernetes");
        range.putObject("spec").putArray("cidrs").add(serviceRange);
        all.add(range);
        ensure(all);
    }

    private void ensure(List<ObjectNode> objects) {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> results = new ArrayList<>();
            objects.forEach(object -> results.add(together.submit(() -> seeds.ensure(object))));
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the cluster's first objects could not be made", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while starting", stopped);
        }
    }

    private static ObjectNode priority(String name, int value, String description) {
        return named("scheduling.k8s.io/v1", "PriorityClass", name).put("value", value).put("description", description);
    }

    private static ObjectNode named(String apiVersion, String kind, String name) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }
}
