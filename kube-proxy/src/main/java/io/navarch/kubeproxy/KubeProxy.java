package io.navarch.kubeproxy;

import io.navarch.kubeproxy.dns.ClusterNames;
import io.navarch.kubeproxy.dns.DnsServer;
import io.navarch.kubeproxy.nft.Connections;
import io.navarch.kubeproxy.nft.Loopback;
import io.navarch.kubeproxy.nft.Nft;
import io.navarch.kubeproxy.nft.PacketFilter;
import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.Kinds;
import io.navarch.kubeproxy.object.Service;
import io.navarch.kubeproxy.rules.Difference;
import io.navarch.kubeproxy.rules.Fragment;
import io.navarch.kubeproxy.rules.NodeView;
import io.navarch.kubeproxy.rules.Rules;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.World;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's proxy and DNS: one thread that follows services and endpoints and brings the kernel and the names after them. */
public final class KubeProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubeProxy.class);
    private static final int INBOX_LIMIT = 1024;
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /**
     * What there is to say.
     *
     * @param dns where the cluster's names are answered; null: nowhere on this node
     */
    public record Settings(NodeView node, ClusterNames.@Nullable Settings names, @Nullable InetSocketAddress dns) {

        private static final int DNS_PORT = 53;

        /** An empty zone: none. An empty dnsAddress: the cluster's names are not answered here. */
        public static Settings of(String nodeName, String zone, String podCidr, String clusterDomain, String dnsAddress) {
            boolean dns = !dnsAddress.isEmpty();
            return new Settings(
                    new NodeView(nodeName, zone, podCidr, dns ? Set.of(dnsAddress) : Set.of()),
                    dns ? new ClusterNames.Settings(clusterDomain, dnsAddress) : null,
                    dns ? new InetSocketAddress(dnsAddress, DNS_PORT) : null);
        }
    }

    private final Api api;
    private final Settings settings;
    private final InstantSource clock;
    private final World world = new World(Kinds.ALL);
    private final Forwarding forwarding;
    private final HealthPorts healthPorts = new HealthPorts();
    private final StaleFlows staleFlows = new StaleFlows(new Connections());
    private final @Nullable ClusterNames names;
    private @Nullable DnsServer dnsServer;
    private final BlockingQueue<Batch> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Set<ObjectKey> marked = new LinkedHashSet<>();
    private final Set<ObjectKey> unsettled = new LinkedHashSet<>();
    private volatile boolean closed;
    private volatile boolean ready;
    private Api.@Nullable Subscription subscription;
    private @Nullable Thread thread;

    public KubeProxy(Api api, Settings settings, PacketFilter filter, InstantSource clock) {
        this.api = api;
        this.settings = settings;
        this.clock = clock;
        this.forwarding = new Forwarding(filter, settings.node());
        this.names = settings.names() == null ? null : new ClusterNames(settings.names());
    }

    public synchronized void start() {
        if (names != null && settings.dns() != null) {
            if (!settings.dns().getAddress().isLoopbackAddress()) {
                Loopback.add(settings.dns().getAddress().getHostAddress());
            }
            dnsServer = new DnsServer(settings.dns(), names);
            dnsServer.start();
        }
        subscription = api.watch(Kinds.ALL, this::accept);
        thread = Thread.ofPlatform().name("kube-proxy").start(this::run);
    }

    /** Whether the rules for the first snapshot are in force. */
    public boolean ready() {
        return ready;
    }

    /** Stops following. The rules stay, so that services work on while the proxy is away; {@link #cleanUp} takes them out. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(LONGEST_REST.multipliedBy(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (dnsServer != null) {
            dnsServer.close();
        }
        healthPorts.close();
    }

    /** Takes everything a proxy leaves on a node away again. */
    public static void cleanUp(@Nullable String dnsAddress) {
        new Nft().apply(Difference.remove(Forwarding.TABLE));
        if (dnsAddress != null) {
            Loopback.remove(dnsAddress);
        }
    }

    private void accept(Batch batch) {
        try {
            while (!closed && !inbox.offer(batch, 1, TimeUnit.SECONDS)) {
                LOG.debug("the inbox is full");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Batch first = inbox.poll(rest().toMillis() + 1, TimeUnit.MILLISECONDS);
                List<Batch> batches = new ArrayList<>();
                if (first != null) {
                    batches.add(first);
                }
                inbox.drainTo(batches);
                batches.forEach(this::apply);
                if (world.complete()) {
                    step(clock.instant());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("the proxy failed; going on", fault);
            }
        }
    }

    private Duration rest() {
        Optional<Instant> due = world.complete() ? forwarding.nextDue() : Optional.empty();
        Duration left = due.map(at -> Duration.between(clock.instant(), at)).orElse(LONGEST_REST);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_REST) < 0 ? left : LONGEST_REST;
    }

    private void apply(Batch batch) {
        for (Change<?> change : world.apply(batch)) {
            if (change.kind() == Kinds.SERVICES) {
                marked.add(change.key());
            } else {
                Change<EndpointSlice> slice = change.of(Kinds.SLICES);
                if (slice != null) {
                    mark(slice.before());
                    mark(slice.after());
                }
            }
        }
    }

    private void mark(@Nullable EndpointSlice slice) {
        if (slice != null) {
            slice.service().ifPresent(marked::add);
        }
    }

    private void step(Instant now) {
        for (ObjectKey key : marked) {
            Optional<Service> service = world.table(Kinds.SERVICES).get(key);
            Collection<EndpointSlice> slices = slicesOf(key);
            forwarding.want(key, service.map(s -> Rules.of(s, slices, settings.node())).orElse(Fragment.EMPTY));
            if (names != null) {
                names.set(key, service.orElse(null), slices);
            }
            service.ifPresentOrElse(
                    s -> healthPorts.set(key, s.externalLocal() ? s.spec().healthCheckNodePort() : 0, local(slices)),
                    () -> healthPorts.remove(key));
            unsettled.add(key);
        }
        marked.clear();
        forwarding.sync(now);
        if (forwarding.inForce()) {
            ready = true;
            unsettled.forEach(key -> staleFlows.settled(
                    key, world.table(Kinds.SERVICES).get(key).orElse(null), slicesOf(key)));
            unsettled.clear();
        }
    }

    private Collection<EndpointSlice> slicesOf(ObjectKey service) {
        return world.table(Kinds.SLICES).by(Kinds.OF_SERVICE, service.toString());
    }

    private int local(Collection<EndpointSlice> slices) {
        return (int) slices.stream()
                .flatMap(s -> s.endpoints().stream())
                .filter(e -> e.ready() && settings.node().name().equals(e.nodeName()))
                .count();
    }
}
