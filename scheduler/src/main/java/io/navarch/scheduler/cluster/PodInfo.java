package io.navarch.scheduler.cluster;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import io.navarch.scheduler.object.Pod;
import io.navarch.scheduler.object.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pod with everything worked out that placing it, or counting it, needs again and again. Immutable. */
public final class PodInfo {

    /** A port taken on the node itself. ip is "0.0.0.0" when it is taken on all addresses. */
    public record HostPort(String ip, String protocol, int port) {

        public boolean clashesWith(HostPort other) {
            return port == other.port
                    && protocol.equals(other.protocol)
                    && (ip.equals(other.ip) || ip.equals("0.0.0.0") || other.ip.equals("0.0.0.0"));
        }
    }

    public record Wish(Term term, int weight) {}

    private final Pod pod;
    private final ObjectKey key;
    private final Amounts requests;
    private final Amounts assumedRequests;
    private final List<HostPort> hostPorts;
    private final List<Term> affinity;
    private final List<Term> antiAffinity;
    private final List<Wish> wishes;
    private final List<CarriedTerm> carried;
    private final List<String> claims;

    public PodInfo(Pod pod) {
        this.pod = pod;
        this.key = pod.metadata().key();
        this.requests = Requests.of(pod.spec());
        this.assumedRequests = Requests.assumed(pod.spec());
        this.hostPorts = hostPortsOf(pod.spec());
        Pod.Affinity wanted = pod.spec().affinity();
        Pod.@Nullable PodAffinity near = wanted == null ? null : wanted.podAffinity();
        Pod.@Nullable PodAffinity far = wanted == null ? null : wanted.podAntiAffinity();
        this.affinity = required(near);
        this.antiAffinity = required(far);
        List<Wish> allWishes = new ArrayList<>();
        List<CarriedTerm> allCarried = new ArrayList<>();
        affinity.forEach(t -> allCarried.add(new CarriedTerm(CarriedTerm.Force.NEEDS, t, 1)));
        antiAffinity.forEach(t -> allCarried.add(new CarriedTerm(CarriedTerm.Force.REPELS, t, 1)));
        if (near != null) {
            near.preferredDuringSchedulingIgnoredDuringExecution().forEach(w -> {
                Term term = Term.of(w.podAffinityTerm(), key.namespace());
                allWishes.add(new Wish(term, w.weight()));
                allCarried.add(new CarriedTerm(CarriedTerm.Force.LIKES, term, w.weight()));
            });
        }
        if (far != null) {
            far.preferredDuringSchedulingIgnoredDuringExecution().forEach(w -> {
                Term term = Term.of(w.podAffinityTerm(), key.namespace());
                allWishes.add(new Wish(term, -w.weight()));
                allCarried.add(new CarriedTerm(CarriedTerm.Force.DISLIKES, term, w.weight()));
            });
        }
        this.wishes = List.copyOf(allWishes);
        this.carried = List.copyOf(allCarried);
        this.claims = claimsOf(pod);
    }

    private List<Term> required(Pod.@Nullable PodAffinity affinity) {
        return affinity == null
                ? List.of()
                : affinity.requiredDuringSchedulingIgnoredDuringExecution().stream()
                        .map(t -> Term.of(t, key.namespace()))
                        .toList();
    }

    private static List<HostPort> hostPortsOf(Pod.Spec spec) {
        List<HostPort> ports = new ArrayList<>(0);
        addPorts(spec.containers(), spec.hostNetwork(), ports);
        addPorts(
                spec.initContainers().stream()
                        .filter(c -> "Always".equals(c.restartPolicy()))
                        .toList(),
                spec.hostNetwork(),
                ports);
        return ports;
    }

    private static void addPorts(List<Pod.Container> containers, boolean hostNetwork, List<HostPort> ports) {
        for (Pod.Container container : containers) {
            for (Pod.Port port : container.ports()) {
                int taken = port.hostPort() == 0 && hostNetwork ? port.containerPort() : port.hostPort();
                if (taken > 0) {
                    String ip = port.hostIP();
                    String protocol = port.protocol();
                    ports.add(new HostPort(
                            ip == null || ip.isEmpty() ? "0.0.0.0" : ip, protocol == null ? "TCP" : protocol, taken));
                }
            }
        }
    }

    private static List<String> claimsOf(Pod pod) {
        List<String> claims = new ArrayList<>(0);
        for (Pod.Volume volume : pod.spec().volumes()) {
            if (volume.persistentVolumeClaim() != null) {
                claims.add(volume.persistentVolumeClaim().claimName());
            } else if (volume.ephemeral() != null) {
                claims.add(pod.metadata().name() + "-" + volume.name());
            }
        }
        return claims;
    }

    public Pod pod() {
        return pod;
    }

    public ObjectKey key() {
        return key;
    }

    public Uid uid() {
        return pod.metadata().uid();
    }

    public String namespace() {
        return key.namespace();
    }

    public Map<String, String> labels() {
        return pod.metadata().labels();
    }

    public int priority() {
        Integer priority = pod.spec().priority();
        return priority == null ? 0 : priority;
    }

    public boolean terminating() {
        return pod.metadata().beingDeleted();
    }

    public List<Toleration> tolerations() {
        return pod.spec().tolerations();
    }

    public String nominatedNode() {
        Pod.Status status = pod.status();
        return status == null || status.nominatedNodeName() == null ? "" : status.nominatedNodeName();
    }

    public Amounts requests() {
        return requests;
    }

    public Amounts assumedRequests() {
        return assumedRequests;
    }

    public List<HostPort> hostPorts() {
        return hostPorts;
    }

    public List<Term> affinity() {
        return affinity;
    }

    public List<Term> antiAffinity() {
        return antiAffinity;
    }

    /** Preferred terms; anti-affinity ones have a negative weight. */
    public List<Wish> wishes() {
        return wishes;
    }

    public List<CarriedTerm> carried() {
        return carried;
    }

    /** The names of the claims its volumes use. */
    public List<String> claims() {
        return claims;
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
