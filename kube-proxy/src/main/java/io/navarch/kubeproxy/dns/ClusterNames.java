package io.navarch.kubeproxy.dns;

import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.Service;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The names of the cluster's domain. One thread keeps them up to date, any number ask. */
public final class ClusterNames {

    /** How long others may keep an answer, in seconds. */
    static final int SECONDS = 5;

    private static final String VERSION = "1.1.0";

    /**
     * What there is to say.
     *
     * @param domain "cluster.local"
     * @param address where this DNS itself is reached from in the cluster
     */
    public record Settings(String domain, String address) {}

    private final Settings settings;
    private final String suffix;
    private final Map<ObjectKey, ServiceNames> services = new ConcurrentHashMap<>();
    private final Map<String, Integer> namespaces = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> reverse = new ConcurrentHashMap<>();

    public ClusterNames(Settings settings) {
        this.settings = settings;
        this.suffix = "." + settings.domain();
    }

    /** Takes the service's present form; null: it is gone. */
    public void set(ObjectKey key, @Nullable Service service, Collection<EndpointSlice> slices) {
        ServiceNames now = service == null ? null : ServiceNames.of(service, slices);
        ServiceNames before = now == null ? services.remove(key) : services.put(key, now);
        if ((before == null) != (now == null)) {
            namespaces.merge(key.namespace(), now == null ? -1 : 1, (a, b) -> a + b == 0 ? null : a + b);
        }
        if (before != null) {
            pointers(key, before).forEach((address, name) -> reverse.computeIfPresent(address, (a, names) -> {
                Set<String> left = new TreeSet<>(names);
                left.remove(name);
                return left.isEmpty() ? null : left;
            }));
        }
        if (now != null) {
            pointers(key, now).forEach((address, name) -> reverse.merge(address, Set.of(name), (a, b) -> {
                Set<String> both = new TreeSet<>(a);
                both.addAll(b);
                return both;
            }));
        }
    }

    private Map<String, String> pointers(ObjectKey key, ServiceNames names) {
        Map<String, String> pointers = new java.util.HashMap<>();
        String base = nameOf(key);
        if (names.headless()) {
            names.hosts().forEach((host, addresses) -> addresses.forEach(a -> pointers.put(a, host + "." + base)));
        } else {
            names.addresses().forEach(a -> pointers.put(a, base));
        }
        return pointers;
    }

    private String nameOf(ObjectKey service) {
        return service.name() + "." + service.namespace() + ".svc" + suffix;
    }

    /** Empty: no name of the cluster, somebody else knows. */
    Optional<Answer> answer(Query query) {
        String name = query.name();
        if (name.endsWith(".in-addr.arpa") || name.endsWith(".ip6.arpa")) {
            return pointer(query);
        }
        if (name.equals(settings.domain())) {
            return Optional.of(query.type() == Resource.SOA ? Answer.of(List.of(authority())) : nothing(Answer.Code.OK));
        }
        if (!name.endsWith(suffix)) {
            return Optional.empty();
        }
        String inside = name.substring(0, name.length() - suffix.length());
        List<String> labels = List.of(inside.split("\\."));
        return Optional.of(
                switch (labels.getLast()) {
                    case "svc" -> service(query, labels.subList(0, labels.size() - 1));
                    case "pod" -> pod(query, labels.subList(0, labels.size() - 1));
                    case "dns-version" ->
                        labels.size() == 1 ? chosen(query, List.of(Resource.text(name, SECONDS, VERSION))) : noSuchName();
                    case "dns" ->
                        inside.equals("ns.dns")
                                ? chosen(query, List.of(Resource.address(name, SECONDS, settings.address())))
                                : noSuchName();
                    default -> noSuchName();
                });
    }

    /** Labels before ".svc": "service.namespace", with a host or "_port._protocol" in front. */
    private Answer service(Query query, List<String> labels) {
        int count = labels.size();
        if (count < 2) {
            boolean there = count == 0 || namespaces.containsKey(labels.getFirst());
            return there ? nothing(Answer.Code.OK) : noSuchName();
        }
        ObjectKey key = new ObjectKey(labels.get(count - 1), labels.get(count - 2));
        ServiceNames names = services.get(key);
        if (names == null || count > 4) {
            return noSuchName();
        }
        if (!names.external().isEmpty()) {
            return count == 2
                    ? Answer.of(List.of(Resource.named(query.name(), Resource.CNAME, SECONDS, names.external())))
                    : noSuchName();
        }
        if (count == 2) {
            return names.addresses().isEmpty() && names.headless()
                    ? noSuchName()
                    : chosen(query, addresses(query, names.addresses()));
        }
        if (count == 3) {
            Set<String> host = names.hosts().get(labels.getFirst());
            if (host != null) {
                return chosen(query, addresses(query, host));
            }
            boolean aboveAPort = names.ports().keySet().stream().anyMatch(p -> p.endsWith("." + labels.getFirst()));
            return aboveAPort ? nothing(Answer.Code.OK) : noSuchName();
        }
        Set<Integer> ports = names.ports().get(labels.get(0) + "." + labels.get(1));
        return ports == null ? noSuchName() : servers(query, key, names, ports);
    }

    private Answer servers(Query query, ObjectKey key, ServiceNames names, Set<Integer> ports) {
        if (query.type() != Resource.SRV && query.type() != Resource.ANY) {
            return nothing(Answer.Code.OK);
        }
        List<Resource> answers = new ArrayList<>();
        List<Resource> extra = new ArrayList<>();
        String base = nameOf(key);
        for (int port : ports) {
            if (names.headless()) {
                int weight = Math.max(1, 100 / Math.max(1, names.hosts().size()));
                names.hosts().keySet().forEach(h ->
                        answers.add(Resource.service(query.name(), SECONDS, weight, port, h + "." + base)));
            } else {
                answers.add(Resource.service(query.name(), SECONDS, 100, port, base));
            }
        }
        if (names.headless()) {
            names.hosts().forEach((host, all) -> all.forEach(a -> extra.add(Resource.address(host + "." + base, SECONDS, a))));
        } else {
            names.addresses().forEach(a -> extra.add(Resource.address(base, SECONDS, a)));
        }
        return new Answer(Answer.Code.OK, answers, List.of(), extra);
    }

    /** Turned a little with every query, so that clients that take the first spread over all. */
    private static List<Resource> addresses(Query query, Collection<String> addresses) {
        List<Resource> all = new ArrayList<>(addresses.size());
        addresses.forEach(a -> all.add(Resource.address(query.name(), SECONDS, a)));
        Collections.rotate(all, query.id());
        return all;
    }

    /** "10-244-1-7.shop.pod.cluster.local" is 10.244.1.7, whether such a pod exists or not. */
    private Answer pod(Query query, List<String> labels) {
        if (labels.size() != 2) {
            return labels.isEmpty() ? nothing(Answer.Code.OK) : noSuchName();
        }
        String address = labels.getFirst().replace('-', '.');
        if (!address.matches("(\\d{1,3}\\.){3}\\d{1,3}")) {
            return noSuchName();
        }
        for (String part : address.split("\\.")) {
            if (Integer.parseInt(part) > 255) {
                return noSuchName();
            }
        }
        return chosen(query, List.of(Resource.address(query.name(), SECONDS, address)));
    }

    private Optional<Answer> pointer(Query query) {
        if (!query.name().endsWith(".in-addr.arpa")) {
            return Optional.empty();
        }
        List<String> labels = new ArrayList<>(List.of(query.name().split("\\.")));
        labels.subList(labels.size() - 2, labels.size()).clear();
        Collections.reverse(labels);
        Set<String> names = reverse.get(String.join(".", labels));
        if (names == null) {
            return Optional.empty();
        }
        return Optional.of(chosen(
                query,
                names.stream().map(n -> Resource.named(query.name(), Resource.PTR, SECONDS, n)).toList()));
    }

    /** Those of the wanted type; the name exists even when there is none. */
    private Answer chosen(Query query, List<Resource> all) {
        List<Resource> wanted = all.stream()
                .filter(r -> r.type() == query.type() || query.type() == Resource.ANY)
                .toList();
        return wanted.isEmpty() ? nothing(Answer.Code.OK) : Answer.of(wanted);
    }

    private Answer noSuchName() {
        return nothing(Answer.Code.NO_SUCH_NAME);
    }

    private Answer nothing(Answer.Code code) {
        return new Answer(code, List.of(), List.of(authority()), List.of());
    }

    private Resource authority() {
        return Resource.authority(settings.domain(), SECONDS);
    }
}
