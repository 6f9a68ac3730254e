package io.navarch.controllermanager.everything;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.loop.Controller;
import io.navarch.machinery.loop.Executor;
import io.navarch.machinery.loop.Loop;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs controllers over all kinds. When CustomResourceDefinitions come or go, the loop is closed and another, over the kinds there are
 * now, begins with a snapshot; changes within {@link #QUIET} of each other are taken together.
 */
public final class Everything implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Everything.class);
    private static final Duration QUIET = Duration.ofMillis(250);

    private sealed interface Message {
        record Types(Set<AnyKind.Type> types) implements Message {}

        record Leading(boolean now) implements Message {}

        record Stop() implements Message {}
    }

    private final Function<AllKinds, List<Controller<?>>> controllers;
    private final Executor executor;
    private final InstantSource clock;
    private final World definitions = new World(List.of(CustomKind.KIND));
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();

    public Everything(Function<AllKinds, List<Controller<?>>> controllers, Executor executor, InstantSource clock) {
        this.controllers = controllers;
        this.executor = executor;
        this.clock = clock;
    }

    public void start(Api api) {
        Api.Subscription subscription = api.watch(List.of(CustomKind.KIND), this::accept);
        Thread.ofVirtual().name("everything").start(() -> {
            try (subscription) {
                run(api);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void accept(Batch batch) {
        boolean whole = definitions.complete();
        if (!definitions.apply(batch).isEmpty() || !whole) {
            if (definitions.complete()) {
                inbox.add(new Message.Types(types(definitions)));
            }
        }
    }

    static Set<AnyKind.Type> types(World definitions) {
        Set<AnyKind.Type> types = new LinkedHashSet<>(BuiltInTypes.ALL);
        definitions.table(CustomKind.KIND).all().forEach(kind -> kind.type().ifPresent(types::add));
        return types;
    }

    private void run(Api api) throws InterruptedException {
        Set<AnyKind.Type> wanted = Set.of();
        Set<AnyKind.Type> served = Set.of();
        boolean leading = false;
        @Nullable Loop loop = null;
        while (true) {
            Message message = wanted.equals(served) ? inbox.take() : inbox.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
            switch (message) {
                case null -> {
                    if (loop != null) {
                        loop.close();
                    }
                    LOG.debug("watching {} kinds", wanted.size());
                    loop = new Loop(controllers.apply(new AllKinds(wanted)), executor, clock);
                    loop.start(api, "everything");
                    loop.lead(leading);
                    served = wanted;
                }
                case Message.Types(Set<AnyKind.Type> types) -> wanted = types;
                case Message.Leading(boolean now) -> {
                    leading = now;
                    if (loop != null) {
                        loop.lead(now);
                    }
                }
                case Message.Stop() -> {
                    if (loop != null) {
                        loop.close();
                    }
                    return;
                }
            }
        }
    }

    public void lead(boolean now) {
        inbox.add(new Message.Leading(now));
    }

    @Override
    public void close() {
        inbox.add(new Message.Stop());
    }
}
