package io.navarch.apiserver.authz;

import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.cache.Interest;
import io.navarch.apiserver.cache.Selection;
import io.navarch.apiserver.cache.Subscription;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Roles and bindings, parsed when they change. Whoever asks first drains what the watch cache has told since, so a decision is never
 * older than the cache was when it was asked for.
 */
final class RbacIndex implements AutoCloseable {

    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final List<Interest> INTERESTS = List.of(
            interest("clusterroles"), interest("roles"), interest("clusterrolebindings"), interest("rolebindings"));
    private static final int CLUSTER_ROLES = 0;
    private static final int ROLES = 1;
    private static final int CLUSTER_BINDINGS = 2;
    private static final int DRAIN_BYTES = 1 << 24;

    private final WatchCache cache;
    private final Map<String, List<Rule>> clusterRoles = new ConcurrentHashMap<>();
    private final Map<ObjectKey, List<Rule>> roles = new ConcurrentHashMap<>();
    private final Map<ObjectKey, Binding> clusterBindings = new ConcurrentHashMap<>();
    private final Map<String, Map<ObjectKey, Binding>> bindings = new ConcurrentHashMap<>();
    private final AtomicInteger news = new AtomicInteger(1);
    private @Nullable Subscription subscription;

    RbacIndex(WatchCache cache) {
        this.cache = cache;
    }

    private static Interest interest(String resource) {
        return new Interest(new GroupResource(GROUP, resource), Selection.EVERYTHING);
    }

    Optional<List<Rule>> role(Binding binding) {
        return Optional.ofNullable(
                binding.roleKind().equals("ClusterRole")
                        ? clusterRoles.get(binding.roleName())
                        : roles.get(new ObjectKey(binding.key().namespace(), binding.roleName())));
    }

    Collection<Binding> clusterBindings() {
        refresh();
        return clusterBindings.values();
    }

    Collection<Binding> bindings(String namespace) {
        refresh();
        return bindings.getOrDefault(namespace, Map.of()).values();
    }

    private void refresh() {
        if (news.get() != 0) {
            drain();
        }
    }

    private synchronized void drain() {
        while (news.getAndSet(0) != 0) {
            Subscription open = subscription;
            if (open == null) {
                forget();
                open = cache.subscribe(INTERESTS, news::incrementAndGet);
                subscription = open;
            }
            for (Optional<Subscription.Part> part = open.take(DRAIN_BYTES); part.isPresent(); part = open.take(DRAIN_BYTES)) {
                if (part.get() instanceof Subscription.Part.Batch batch) {
                    batch.items().forEach(this::apply);
                } else {
                    subscription = null;
                    news.incrementAndGet();
                    break;
                }
            }
        }
    }

    private void forget() {
        clusterRoles.clear();
        roles.clear();
        clusterBindings.clear();
        bindings.clear();
    }

    private void apply(Subscription.Item item) {
        Entry entry = item.entry();
        ObjectKey key = item.id();
        switch (item.interest()) {
            case CLUSTER_ROLES -> put(clusterRoles, key.name(), entry == null ? null : Rule.read(entry.tree().path("rules")));
            case ROLES -> put(roles, key, entry == null ? null : Rule.read(entry.tree().path("rules")));
            case CLUSTER_BINDINGS -> put(clusterBindings, key, entry == null ? null : Binding.read(key, entry.tree()));
            default -> put(
                    bindings.computeIfAbsent(key.namespace(), n -> new ConcurrentHashMap<>()),
                    key,
                    entry == null ? null : Binding.read(key, entry.tree()));
        }
    }

    private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    @Override
    public synchronized void close() {
        if (subscription != null) {
            subscription.close();
        }
    }
}
