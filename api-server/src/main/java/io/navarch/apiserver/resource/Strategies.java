package io.navarch.apiserver.resource;

import io.navarch.apiserver.resource.strategy.CertificateRequestStrategy;
import io.navarch.apiserver.resource.strategy.DaemonSetStrategy;
import io.navarch.apiserver.resource.strategy.DeploymentStrategy;
import io.navarch.apiserver.resource.strategy.AttachmentStrategy;
import io.navarch.apiserver.resource.strategy.ClaimStrategy;
import io.navarch.apiserver.resource.strategy.CsiDriverStrategy;
import io.navarch.apiserver.resource.strategy.EndpointSliceStrategy;
import io.navarch.apiserver.resource.strategy.EventStrategy;
import io.navarch.apiserver.resource.strategy.JobStrategy;
import io.navarch.apiserver.resource.strategy.LeaseStrategy;
import io.navarch.apiserver.resource.strategy.NamespaceStrategy;
import io.navarch.apiserver.resource.strategy.NodeStrategy;
import io.navarch.apiserver.resource.strategy.PersistentVolumeStrategy;
import io.navarch.apiserver.resource.strategy.PodStrategy;
import io.navarch.apiserver.resource.strategy.SecretStrategy;
import io.navarch.apiserver.resource.strategy.ServiceAccountStrategy;
import io.navarch.apiserver.resource.strategy.ServiceStrategy;
import io.navarch.machinery.object.GroupResource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Which strategy each kind has: the one table. A kind that is not in it behaves generically, as custom resources do. */
public final class Strategies {

    private final Map<GroupResource, Strategy> byResource;
    private final Function<ResourceType, Strategy> custom;

    private Strategies(Map<GroupResource, Strategy> byResource, Function<ResourceType, Strategy> custom) {
        this.byResource = Map.copyOf(byResource);
        this.custom = custom;
    }

    /** Those of the built-in kinds. */
    public static Strategies builtIn() {
        Map<GroupResource, Strategy> table = new HashMap<>();
        StrategyTable.simple(table);
        put(table, "", "namespaces", new NamespaceStrategy());
        put(table, "", "pods", new PodStrategy());
        put(table, "", "services", new ServiceStrategy());
        put(table, "", "nodes", new NodeStrategy());
        put(table, "", "events", new EventStrategy());
        put(table, "coordination.k8s.io", "leases", new LeaseStrategy());
        put(table, "discovery.k8s.io", "endpointslices", new EndpointSliceStrategy());
        put(table, "storage.k8s.io", "csidrivers", new CsiDriverStrategy());
        put(table, "storage.k8s.io", "volumeattachments", new AttachmentStrategy());
        put(table, "", "secrets", new SecretStrategy());
        put(table, "", "serviceaccounts", new ServiceAccountStrategy());
        put(table, "apps", "deployments", new DeploymentStrategy());
        put(table, "apps", "daemonsets", new DaemonSetStrategy());
        put(table, "", "persistentvolumes", new PersistentVolumeStrategy());
        put(table, "", "persistentvolumeclaims", new ClaimStrategy());
        put(table, "batch", "jobs", new JobStrategy());
        put(table, "certificates.k8s.io", "certificatesigningrequests", new CertificateRequestStrategy());
        return new Strategies(table, type -> Strategy.GENERIC);
    }

    /** With another one for a kind, from a package that this one does not know. */
    public Strategies with(GroupResource resource, Strategy strategy) {
        Map<GroupResource, Strategy> table = new HashMap<>(byResource);
        table.put(resource, strategy);
        return new Strategies(table, custom);
    }

    /** With these for custom resources. */
    public Strategies withCustom(Function<ResourceType, Strategy> strategies) {
        return new Strategies(byResource, strategies);
    }

    /** The strategy for a write to the resource, or to a subresource that writes part of it ("" for none). */
    public Strategy of(ResourceType type, String subresource) {
        Strategy strategy = type.custom() != null
                ? custom.apply(type)
                : byResource.getOrDefault(type.groupResource(), Strategy.GENERIC);
        return subresource.isEmpty() ? strategy : strategy.forSubresource(subresource);
    }

    /** Whether a deletion without a word on propagation orphans dependents. */
    public boolean orphansByDefault(ResourceType type) {
        return type.custom() == null && StrategyTable.orphansByDefault(type.groupResource());
    }

    /** Whether a deletion answers the object that was there, rather than a Status. */
    public boolean answersDeletedObject(ResourceType type) {
        return type.custom() == null && StrategyTable.answersDeletedObject(type.groupResource());
    }

    private static void put(Map<GroupResource, Strategy> table, String group, String resource, Strategy strategy) {
        table.put(new GroupResource(group, resource), strategy);
    }
}
