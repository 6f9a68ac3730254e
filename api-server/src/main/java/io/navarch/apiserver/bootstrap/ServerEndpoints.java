package io.navarch.apiserver.bootstrap;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service "kubernetes" in the namespace "default" and its endpoints: the addresses of the live API servers. Each server renews a
 * Lease named after its address; a Lease not renewed for {@link #GONE_AFTER} takes its address out of the endpoints.
 */
public final class ServerEndpoints {

    /** How often a server is to call {@link #renew}. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    static final Duration GONE_AFTER = Duration.ofSeconds(30);

    private static final GroupResource LEASES = new GroupResource("coordination.k8s.io", "leases");
    private static final ObjectKey KUBERNETES = new ObjectKey("default", "kubernetes");
    private static final String LEASE_PREFIX = "apiserver-address-";
    private static final int SERVICE_PORT = 443;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Seeds seeds;
    private final Objects objects;
    private final InstantSource clock;
    private final String address;
    private final int port;
    private final String serviceAddress;

    /** The address and port clients in the cluster reach this server at, and the first address of the service range. */
    public ServerEndpoints(Verbs verbs, InstantSource clock, String address, int port, String serviceAddress) {
        this.seeds = new Seeds(verbs);
        this.objects = verbs.backend().objects();
        this.clock = clock;
        this.address = address;
        this.port = port;
        this.serviceAddress = serviceAddress;
    }

    /** Says that this server lives, and writes service and endpoints where they are not as they should be. Conflicts are left to the next call. */
    public void renew() {
        seeds.ensure(service());
        if (address.startsWith("127.")) {
            // Only this machine can use such an address; endpoints may not have it.
            return;
        }
        Instant now = clock.instant();
        lease(now);
        List<String> alive = alive(now);
        settle(endpoints(alive), "subsets");
        settle(slice(alive), "endpoints");
    }

    /** Takes this server's address out, at an orderly end. */
    public void leave() {
        objects.delete(LEASES, new ObjectKey("kube-system", LEASE_PREFIX + address));
        List<String> alive = alive(clock.instant()).stream().filter(other -> !other.equals(address)).toList();
        if (!alive.isEmpty()) {
            settle(endpoints(alive), "subsets");
            settle(slice(alive), "endpoints");
        }
    }

    private void lease(Instant now) {
        ObjectKey key = new ObjectKey("kube-system", LEASE_PREFIX + address);
        ObjectNode fresh = begin("coordination.k8s.io/v1", "Lease", key);
        Optional<ObjectNode> there = seeds.find(fresh);
        ObjectNode lease = there.orElse(fresh);
        lease.withObjectProperty("spec")
                .put("holderIdentity", address)
                .put("leaseDurationSeconds", GONE_AFTER.toSeconds())
                .put("renewTime", MICROS.format(now));
        if (there.isPresent()) {
            seeds.replace(lease);
        } else {
            seeds.ensure(lease);
        }
    }

    private List<String> alive(Instant now) {
        TreeSet<String> addresses = new TreeSet<>();
        addresses.add(address);
        for (ObjectNode lease : objects.list(LEASES, "kube-system")) {
            String name = lease.path("metadata").path("name").asString("");
            String renewed = lease.path("spec").path("renewTime").asString("");
            if (name.startsWith(LEASE_PREFIX) && !renewed.isEmpty()
                    && Instant.parse(renewed).plus(GONE_AFTER).isAfter(now)) {
                addresses.add(name.substring(LEASE_PREFIX.length()));
            }
        }
        return new ArrayList<>(addresses);
    }

    private void settle(ObjectNode wanted, String field) {
        Optional<ObjectNode> there = seeds.find(wanted);
        if (there.isEmpty()) {
            seeds.ensure(wanted);
        } else if (!there.get().path(field).equals(wanted.path(field))) {
            ObjectNode changed = there.get();
            changed.set(field, wanted.get(field));
            seeds.replace(changed);
        }
    }

    private static ObjectNode begin(String apiVersion, String kind, ObjectKey key) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", key.name()).put("namespace", key.namespace());
        return object;
    }

    private ObjectNode service() {
        ObjectNode service = begin("v1", "Service", KUBERNETES);
        service.withObjectProperty("metadata")
                .putObject("labels")
                .put("component", "apiserver")
                .put("provider", "kubernetes");
        ObjectNode spec = service.putObject("spec");
        spec.putArray("ports")
                .addObject()
                .put("name", "https")
                .put("protocol", "TCP")
                .put("port", SERVICE_PORT)
                .put("targetPort", port);
        spec.put("clusterIP", serviceAddress);
        spec.putArray("clusterIPs").add(serviceAddress);
        spec.put("type", "ClusterIP").put("sessionAffinity", "None").put("ipFamilyPolicy", "SingleStack");
        spec.putArray("ipFamilies").add("IPv4");
        spec.put("internalTrafficPolicy", "Cluster");
        service.putObject("status").putObject("loadBalancer");
        return service;
    }

    private ObjectNode endpoints(List<String> alive) {
        ObjectNode endpoints = begin("v1", "Endpoints", KUBERNETES);
        endpoints.withObjectProperty("metadata").putObject("labels").put("endpointslice.kubernetes.io/skip-mirror", "true");
        ObjectNode subset = endpoints.putArray("subsets").addObject();
        ArrayNode addresses = subset.putArray("addresses");
        alive.forEach(ip -> addresses.addObject().put("ip", ip));
        subset.putArray("ports").addObject().put("name", "https").put("port", port).put("protocol", "TCP");
        return endpoints;
    }

    private ObjectNode slice(List<String> alive) {
        ObjectNode slice = begin("discovery.k8s.io/v1", "EndpointSlice", KUBERNETES);
        slice.withObjectProperty("metadata").putObject("labels").put("kubernetes.io/service-name", "kubernetes");
        slice.put("addressType", "IPv4");
        ArrayNode endpoints = slice.putArray("endpoints");
        for (String ip : alive) {
            ObjectNode endpoint = endpoints.addObject();
            endpoint.putArray("addresses").add(ip);
            endpoint.putObject("conditions").put("ready", true);
        }
        slice.putArray("ports").addObject().put("name", "https").put("protocol", "TCP").put("port", port);
        return slice;
    }
}
