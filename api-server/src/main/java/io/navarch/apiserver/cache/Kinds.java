package io.navarch.apiserver.cache;

import io.navarch.machinery.object.GroupResource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kinds the cache has heard of, by registration or because there is a key of theirs. None is ever forgotten. */
final class Kinds {

    private final CacheLimits limits;
    private final Map<GroupResource, KindTable> byResource = new ConcurrentHashMap<>();
    private final Map<String, KindTable> byName = new ConcurrentHashMap<>();
    private long historyStart;

    Kinds(CacheLimits limits) {
        this.limits = limits;
    }

    KindTable of(GroupResource resource) {
        KindTable known = byResource.get(resource);
        return known != null ? known : add(resource);
    }

    /** By the part of a key that names it: "deployments.apps". */
    KindTable of(String name) {
        KindTable known = byName.get(name);
        if (known != null) {
            return known;
        }
        int dot = name.indexOf('.');
        return add(dot < 0 ? new GroupResource("", name) : new GroupResource(name.substring(dot + 1), name.substring(0, dot)));
    }

    private synchronized KindTable add(GroupResource resource) {
        KindTable known = byResource.get(resource);
        if (known != null) {
            return known;
        }
        History history = new History(limits, historyStart, EntryTree.EMPTY);
        KindTable table = new KindTable(resource, byResource.size(), new FactReader(List.of()), history);
        byName.put(resource.toString(), table);
        byResource.put(resource, table);
        return table;
    }

    /** Every kind's history begins anew, after a load; so does that of kinds yet to come, of which there was nothing then. */
    synchronized void restart(Snapshot loaded) {
        historyStart = loaded.number();
        byResource.values().forEach(kind ->
                kind.restart(new History(limits, loaded.number(), loaded.tree(kind))));
    }

    synchronized int count() {
        return byResource.size();
    }

    synchronized List<KindTable> all() {
        return List.copyOf(byResource.values());
    }
}
