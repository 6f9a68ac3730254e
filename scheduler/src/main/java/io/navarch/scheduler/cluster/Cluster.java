package io.navarch.scheduler.cluster;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.object.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All nodes and all pods that have a node, really or by assumption. */
public final class Cluster {

    /** Tallies kept; past it the least recently asked half goes and is counted anew when asked again. */
    static final int TALLY_LIMIT = 4096;

    private final Map<String, NodeInfo> byName = new HashMap<>();
    private final List<NodeInfo> nodes = new ArrayList<>();
    private final Map<ObjectKey, PodInfo> pods = new HashMap<>();
    private final Map<PodInfo, NodeInfo> places = new IdentityHashMap<>();
    private final Map<String, Map<ObjectKey, PodInfo>> byNamespace = new HashMap<>();
    private final Map<String, Map<String, String>> namespaceLabels = new HashMap<>();
    private final Map<String, Topology> topologies = new HashMap<>();
    private final Map<Tally.Question, Tally> tallies = new HashMap<>();
    private final Map<String, List<Tally>> talliesByNamespace = new HashMap<>();
    private final Map<CarriedTerm, Integer> carried = new LinkedHashMap<>();
    private final Map<String, Integer> imageSpread = new HashMap<>();
    private long generation;
    private long questions;

    /** Known nodes, in a stable order that removals disturb. */
    public List<NodeInfo> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public Optional<NodeInfo> node(String name) {
        NodeInfo info = byName.get(name);
        return info != null && info.known() ? Optional.of(info) : Optional.empty();
    }

    public Optional<PodInfo> pod(ObjectKey key) {
        return Optional.ofNullable(pods.get(key));
    }

    /** The node the pod is on; null when the cluster does not hold this very pod. */
    public @Nullable NodeInfo placeOf(PodInfo pod) {
        return places.get(pod);
    }

    public Map<String, Map<String, String>> namespaceLabels() {
        return namespaceLabels;
    }

    public void namespace(String name, @Nullable Map<String, String> labels) {
        Map<String, String> before = labels == null ? namespaceLabels.remove(name) : namespaceLabels.put(name, labels);
        if (!Objects.equals(before, labels)) {
            generation++;
        }
    }

    /** Adds the node or takes its new form. */
    public void put(Node node) {
        NodeInfo info = byName.computeIfAbsent(node.name(), NodeInfo::new);
        boolean moved = !info.known()
                || !info.labels().equals(node.metadata().labels())
                || !info.node().taints().equals(node.taints());
        countImages(info, -1);
        info.become(node);
        countImages(info, 1);
        if (info.slot < 0) {
            info.slot = nodes.size();
            nodes.add(info);
        }
        if (moved) {
            generation++;
        }
    }

    public void removeNode(String name) {
        NodeInfo info = byName.get(name);
        if (info == null || !info.known()) {
            return;
        }
        countImages(info, -1);
        NodeInfo last = nodes.removeLast();
        if (last != info) {
            nodes.set(info.slot, last);
            last.slot = info.slot;
        }
        info.slot = -1;
        info.become(null);
        if (info.pods().isEmpty()) {
            byName.remove(name);
        }
        generation++;
    }

    private void countImages(NodeInfo info, int sign) {
        info.images().keySet().forEach(image -> imageSpread.merge(image, sign, (a, b) -> a + b == 0 ? null : a + b));
    }

    /** On how many nodes the image is. */
    public int nodesWith(String image) {
        return imageSpread.getOrDefault(image, 0);
    }

    /** Puts the pod on the node, in the place of what the cluster has under its key. */
    public void add(PodInfo pod, String nodeName) {
        remove(pod.key());
        NodeInfo info = byName.computeIfAbsent(nodeName, NodeInfo::new);
        pods.put(pod.key(), pod);
        places.put(pod, info);
        byNamespace.computeIfAbsent(pod.namespace(), n -> new LinkedHashMap<>()).put(pod.key(), pod);
        info.apply(pod, 1);
        pod.carried().forEach(term -> carried.merge(term, 1, Integer::sum));
        count(pod, info, 1);
    }

    public Optional<PodInfo> remove(ObjectKey key) {
        PodInfo pod = pods.remove(key);
        if (pod == null) {
            return Optional.empty();
        }
        NodeInfo info = Objects.requireNonNull(places.remove(pod));
        byNamespace.computeIfPresent(pod.namespace(), (n, all) -> {
            all.remove(key);
            return all.isEmpty() ? null : all;
        });
        info.apply(pod, -1);
        pod.carried().forEach(term -> carried.computeIfPresent(term, (t, n) -> n == 1 ? null : n - 1));
        count(pod, info, -1);
        if (!info.known() && info.pods().isEmpty()) {
            byName.remove(info.name());
        }
        return Optional.of(pod);
    }

    private void count(PodInfo pod, NodeInfo info, int sign) {
        if (info.slot < 0) {
            return;
        }
        count(talliesByNamespace.get(pod.namespace()), pod, info, sign);
        count(talliesByNamespace.get(EVERYWHERE), pod, info, sign);
    }

    private void count(@Nullable List<Tally> asked, PodInfo pod, NodeInfo info, int sign) {
        if (asked != null) {
            for (Tally tally : asked) {
                if (!tally.stale(generation) && tally.question().pods().has(pod, namespaceLabels)) {
                    tally.apply(info.slot, sign);
                }
            }
        }
    }

    /** The distinct terms that pods on nodes carry. */
    public Collection<CarriedTerm> carried() {
        return Collections.unmodifiableCollection(carried.keySet());
    }

    /** The count that answers the question, as of now; it goes on being kept. */
    public Tally tally(PodSort sort, String topologyKey, NodeSort nodeSort) {
        Tally.Question question = new Tally.Question(sort, topologyKey, nodeSort);
        Tally tally = tallies.get(question);
        if (tally == null) {
            if (tallies.size() >= TALLY_LIMIT) {
                forgetHalf();
            }
            tally = new Tally(question, topologies.computeIfAbsent(topologyKey, Topology::new));
            tallies.put(question, tally);
            for (String namespace : namespacesOf(sort)) {
                talliesByNamespace.computeIfAbsent(namespace, n -> new ArrayList<>()).add(tally);
            }
        }
        tally.lastAsked = ++questions;
        if (tally.stale(generation)) {
            topologies.get(topologyKey).refresh(nodes, generation);
            tally.recount(nodes, podsOf(sort), places, namespaceLabels, generation);
        }
        return tally;
    }

    private static final String EVERYWHERE = "";

    private void forgetHalf() {
        List<Tally> byAge = new ArrayList<>(tallies.values());
        byAge.sort((a, b) -> Long.compare(a.lastAsked, b.lastAsked));
        for (Tally old : byAge.subList(0, byAge.size() / 2)) {
            tallies.remove(old.question());
            talliesByNamespace.values().forEach(list -> list.remove(old));
        }
    }

    private static Collection<String> namespacesOf(PodSort sort) {
        return switch (sort) {
            case PodSort.Spread spread -> List.of(spread.namespace());
            case PodSort.Carrying carrying -> List.of(EVERYWHERE);
            case PodSort.Matching matching -> {
                TreeSet<String> all = new TreeSet<>();
                for (Term term : matching.terms()) {
                    if (term.anyNamespace()) {
                        yield List.of(EVERYWHERE);
                    }
                    all.addAll(term.namespaces());
                }
                yield all;
            }
        };
    }

    private Collection<PodInfo> podsOf(PodSort sort) {
        Collection<String> namespaces = namespacesOf(sort);
        if (namespaces.contains(EVERYWHERE)) {
            return pods.values();
        }
        if (namespaces.size() == 1) {
            return byNamespace.getOrDefault(namespaces.iterator().next(), Map.of()).values();
        }
        List<PodInfo> all = new ArrayList<>();
        namespaces.forEach(n -> all.addAll(byNamespace.getOrDefault(n, Map.of()).values()));
        return all;
    }
}
