package io.navarch.kubelet.node;

import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.Runtime;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.spec.Node;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the Node and its Lease. Looks at the machine every second until the node is ready and every 10 s from then on; writes the
 * status when something changed, and every 5 min.
 */
public final class NodeAgent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
    private static final Gvr LEASES = new Gvr("coordination.k8s.io", "v1", "leases");
    static final int LEASE_SECONDS = 40;
    static final Duration LEASE_EVERY = Duration.ofSeconds(10);
    static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    static final Duration LOOK_UNTIL_READY = Duration.ofMillis(300);
    static final Duration TELL_AT_LEAST_EVERY = Duration.ofMinutes(5);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);

    private final NodeSettings settings;
    private final Machine machine;
    private final Runtime runtime;
    private final Api api;
    private final Timers timers;
    private final Consumer<String> podCidrKnown;
    private final ObjectKey key;
    private final ObjectKey leaseKey;

    private volatile @Nullable Node node;
    private volatile boolean closed;
    private boolean looking;
    private boolean metadataSet;
    private boolean leaseThere;
    private @Nullable ObjectNode told;
    private Instant toldAt = Instant.MIN;
    private volatile boolean ready;
    private @Nullable Future<?> nextLook;
    private @Nullable Future<?> leases;

    /** podCidrKnown hears of the node's podCIDR as soon as there is one, and when it changes. */
    public NodeAgent(
            NodeSettings settings, Machine machine, Runtime runtime, Api api, Timers timers, Consumer<String> podCidrKnown) {
        this.settings = settings;
        this.machine = machine;
        this.runtime = runtime;
        this.api = api;
        this.timers = timers;
        this.podCidrKnown = podCidrKnown;
        this.key = ObjectKey.cluster(settings.name());
        this.leaseKey = new ObjectKey("kube-node-lease", settings.name());
    }

    public void start() {
        timers.run(this::look);
        synchronized (this) {
            leases = timers.every(Duration.ofMillis(50), LEASE_EVERY, this::renewLease);
        }
    }

    /** The Node as the API has it. */
    public void seen(@Nullable Node latest) {
        Node before = node;
        node = latest;
        if (latest == null) {
            synchronized (this) {
                told = null;
                metadataSet = false;
            }
        }
        String cidr = podCidr(latest);
        if (!cidr.isEmpty() && !cidr.equals(podCidr(before))) {
            podCidrKnown.accept(cidr);
        }
        if (latest == null || !cidr.equals(podCidr(before)) || before == null) {
            timers.run(this::look);
        }
    }

    public boolean ready() {
        return ready;
    }

    /** "" while there is none. */
    public String podCidr() {
        return podCidr(node);
    }

    private static String podCidr(@Nullable Node of) {
        return of == null || of.spec() == null || of.spec().podCIDR() == null ? "" : of.spec().podCIDR();
    }

    private void look() {
        synchronized (this) {
            if (looking || closed) {
                return;
            }
            looking = true;
        }
        Duration next = AFTER_TROUBLE;
        try {
            next = register() && tell() ? (ready ? LOOK_EVERY : LOOK_UNTIL_READY) : AFTER_TROUBLE;
        } catch (ApiUnavailable | RuntimeTrouble trouble) {
            LOG.debug("node {}: {}", settings.name(), trouble.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("node {}: keeping its status failed", settings.name(), fault);
        } finally {
            synchronized (this) {
                looking = false;
                if (nextLook != null) {
                    nextLook.cancel(false);
                }
                if (!closed) {
                    nextLook = timers.after(next, this::look);
                }
            }
        }
    }

    /** Whether the Node is there, with our labels. */
    private boolean register() {
        synchronized (this) {
            if (metadataSet) {
                return true;
            }
        }
        Outcome outcome = api.create(Node.RESOURCE, "", NodeObject.fresh(settings, LinuxMachine.architecture()));
        if (outcome instanceof Outcome.Refused(var status)) {
            if (!status.conflict()) {
                LOG.warn("node {} cannot be registered: {}", settings.name(), status.message());
                return false;
            }
            ObjectNode patch = Json.object();
            patch.set("metadata", NodeObject.metadata(settings, LinuxMachine.architecture()));
            outcome = api.patch(Node.RESOURCE, key, Subresource.NONE, PatchType.MERGE, patch);
        }
        if (outcome instanceof Outcome.Done(var revision, byte[] json)) {
            synchronized (this) {
                metadataSet = true;
            }
            Node there = Json.read(json, Node.class);
            if (node == null) {
                node = there;
                if (!podCidr(there).isEmpty()) {
                    podCidrKnown.accept(podCidr(there));
                }
            }
            return true;
        }
        return false;
    }

    private boolean tell() {
        Runtime.Readiness readiness;
        Runtime.Version version = new Runtime.Version("unknown", "");
        List<Runtime.Image> images = List.of();
        try {
            readiness = runtime.readiness();
            version = runtime.version();
            images = runtime.images();
        } catch (RuntimeTrouble trouble) {
            readiness = new Runtime.Readiness(false, String.valueOf(trouble.getMessage()), false, "");
        }
        Instant now = timers.now();
        NodeObject.Known known = new NodeObject.Known(settings, machine.facts(), machine.pressure(), version, readiness, images,
                settings.needsPodCidr() && podCidr().isEmpty(), now);
        ready = NodeObject.whyNotReady(known).isEmpty();
        ObjectNode status = NodeObject.status(known, node);
        ObjectNode bare = NodeObject.withoutHeartbeats(status);
        synchronized (this) {
            if (bare.equals(told) && Duration.between(toldAt, now).compareTo(TELL_AT_LEAST_EVERY) < 0 && shownReady() == ready) {
                return true;
            }
        }
        ObjectNode patch = Json.object();
        patch.set("status", status);
        Outcome outcome = api.patch(Node.RESOURCE, key, Subresource.STATUS, PatchType.MERGE, patch);
        switch (outcome) {
            case Outcome.Done(var revision, byte[] json) -> {
                synchronized (this) {
                    told = bare;
                    toldAt = now;
                }
                return true;
            }
            case Outcome.Refused(var why) -> {
                LOG.debug("node {}: the status was refused: {}", settings.name(), why.message());
                synchronized (this) {
                    metadataSet &= !why.notFound();
                }
                return false;
            }
        }
    }

    /** What the API shows: the node controller turns Ready to Unknown when it hears nothing for a while. */
    private boolean shownReady() {
        Node shown = node;
        if (shown == null || shown.status() == null) {
            return !ready;
        }
        for (var condition : shown.status().path("conditions")) {
            if (condition.path("type").asString().equals("Ready")) {
                return condition.path("status").asString().equals("True");
            }
        }
        return !ready;
    }

    private void renewLease() {
        Instant now = timers.now();
        try {
            if (leaseThere) {
                ObjectNode patch = Json.object();
                patch.putObject("spec").put("renewTime", NodeObject.micros(now)).put("holderIdentity", settings.name());
                Outcome outcome = api.patch(LEASES, leaseKey, Subresource.NONE, PatchType.MERGE, patch);
                leaseThere = !(outcome instanceof Outcome.Refused(var status) && status.notFound());
            }
            if (!leaseThere) {
                Outcome outcome = api.create(LEASES, leaseKey.namespace(), NodeObject.lease(settings.name(), node, now));
                leaseThere = outcome instanceof Outcome.Done
                        || outcome instanceof Outcome.Refused(var status) && "AlreadyExists".equals(status.reason());
            }
        } catch (ApiUnavailable trouble) {
            LOG.debug("node {}: the lease was not renewed: {}", settings.name(), trouble.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        if (leases != null) {
            leases.cancel(false);
        }
    }
}
