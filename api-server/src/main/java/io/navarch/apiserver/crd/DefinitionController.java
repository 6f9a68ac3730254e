package io.navarch.apiserver.crd;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.cache.Interest;
import io.navarch.apiserver.cache.Selection;
import io.navarch.apiserver.cache.Subscription;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.DeleteOptions;
import io.navarch.apiserver.verb.ListOptions;
import io.navarch.apiserver.verb.Options;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.Json;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows the definitions: keeps the registry of types as they say, and does what {@link DefinitionPlanner} decides about them. One
 * thread does all of it. Every API server runs one; a write another server was first with is refused and planned anew.
 */
public final class DefinitionController implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionController.class);
    private static final String MANAGER = "kube-apiserver";
    private static final int BATCH_BYTES = 1 << 24;

    /** How long after trouble, or while instances wait for their finalizers, a definition is looked at again. */
    private static final long AGAIN_MILLIS = 200;

    private final Verbs verbs;
    private final WatchCache cache;
    private final TypeRegistry types;
    private final ServedDefinitions served;
    private final InstantSource clock;
    private final Map<String, Definition> known = new TreeMap<>();
    private final Set<String> due = new LinkedHashSet<>();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("definitions").unstarted(this::run);
    private @Nullable Subscription subscription;
    private volatile boolean stopping;

    public DefinitionController(Verbs verbs, Definitions definitions, InstantSource clock) {
        this.verbs = verbs;
        this.cache = verbs.backend().cache();
        this.types = verbs.backend().types();
        this.served = new ServedDefinitions(
                types, cache, new CustomTypes(definitions, verbs.backend().objects(), verbs.backend().random()));
        this.clock = clock;
    }

    /** Takes what there is into service, then follows. */
    public void start() {
        drain();
        thread.start();
    }

    private void run() {
        while (!stopping) {
            try {
                drain();
                for (String name : List.copyOf(due)) {
                    due.remove(name);
                    settle(name);
                }
                boolean told = due.isEmpty()
                        ? acquire(Long.MAX_VALUE)
                        : acquire(AGAIN_MILLIS);
                if (told) {
                    news.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException trouble) {
                if (!stopping) {
                    LOG.warn("definitions of custom resources could not be followed: {}", trouble.toString());
                }
            }
        }
    }

    private boolean acquire(long millis) throws InterruptedException {
        return news.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    private void drain() {
        Subscription open = subscription;
        if (open == null) {
            due.addAll(known.keySet());
            known.clear();
            open = cache.subscribe(List.of(new Interest(Definition.RESOURCE, Selection.EVERYTHING)), news::release);
            subscription = open;
        }
        for (Optional<Subscription.Part> part = open.take(BATCH_BYTES); part.isPresent(); part = open.take(BATCH_BYTES)) {
            if (part.get() instanceof Subscription.Part.Batch batch) {
                batch.items().forEach(this::apply);
            } else {
                subscription = null;
                news.release();
                return;
            }
        }
    }

    private void apply(Subscription.Item item) {
        String name = item.id().name();
        Entry entry = item.entry();
        Definition definition = entry == null ? null : new Definition(entry.tree());
        Definition before = definition == null ? known.remove(name) : known.put(name, definition);
        if (definition == null) {
            served.withdraw(name);
        } else {
            served.show(definition, item.revision());
        }
        due.add(name);
        Definition subject = definition == null ? before : definition;
        if (subject != null && (before == null || definition == null || !before.accepted().equals(definition.accepted()))) {
            known.values().stream().filter(d -> d.group().equals(subject.group())).forEach(d -> due.add(d.name()));
        }
    }

    private void settle(String name) {
        Definition definition = known.get(name);
        if (definition == null) {
            served.withdraw(name);
            return;
        }
        try {
            switch (DefinitionPlanner.plan(definition, known.values(), clock.instant()).orElse(null)) {
                case null -> {}
                case DefinitionIntent.WriteStatus write -> write(write.definition());
                case DefinitionIntent.CleanUp cleanUp -> {
                    if (deleteInstances(definition)) {
                        write(cleanUp.done());
                    } else {
                        due.add(name);
                    }
                }
            }
        } catch (Refusal refusal) {
            if (!refusal.is(Reason.CONFLICT) && !refusal.is(Reason.NOT_FOUND)) {
                LOG.warn("definition {}: {}", name, refusal.message());
                due.add(name);
            }
        }
    }

    private void write(ObjectNode definition) {
        ResourceType type = types.current().find(Definition.RESOURCE).orElseThrow();
        String name = definition.path("metadata").path("name").asString("");
        verbs.update(
                new Call(User.SERVER, type, "status", "", name, Options.by(MANAGER), warning -> {}), Json.write(definition));
    }

    /** Whether none is left. */
    private boolean deleteInstances(Definition definition) {
        Optional<ResourceType> type = types.current().find(definition.instances());
        if (!definition.is("Established") || type.isEmpty()) {
            return true;
        }
        Call call = new Call(User.SERVER, type.get(), "", "", "", Options.by(MANAGER), warning -> {});
        verbs.deleteCollection(call, DeleteOptions.parse(new byte[0]), ListOptions.ALL, answer -> {});
        cache.awaitCurrent(java.time.Duration.ofSeconds(3));
        return cache.list(definition.instances(), Selection.EVERYTHING, 1).entries().isEmpty();
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }
}
