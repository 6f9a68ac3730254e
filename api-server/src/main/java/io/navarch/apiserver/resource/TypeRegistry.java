package io.navarch.apiserver.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What is served now: the built-in resources and the custom ones defined at run time. Readers take {@link #current} once per request
 * and keep it; writers swap in a new catalogue. Custom groups come after the built-in ones, by name; the versions of a custom group are
 * in the order of their stability, as Kubernetes prefers them.
 */
public final class TypeRegistry {

    private final Catalogue builtIn;
    private final Map<String, List<ResourceType>> custom = new LinkedHashMap<>();
    private final List<Consumer<Catalogue>> listeners = new CopyOnWriteArrayList<>();
    private volatile Catalogue current;

    public TypeRegistry(Catalogue builtIn) {
        this.builtIn = builtIn;
        this.current = builtIn;
    }

    public Catalogue current() {
        return current;
    }

    /** Serves these versions for the definition in place of those it had; none withdraws it. */
    public synchronized void define(String definitionName, List<ResourceType> versions) {
        if (versions.isEmpty()) {
            if (custom.remove(definitionName) == null) {
                return;
            }
        } else {
            custom.put(definitionName, List.copyOf(versions));
        }
        swap();
    }

    /** Takes a custom resource out of service. */
    public void withdraw(String definitionName) {
        define(definitionName, List.of());
    }

    /** Called after every change with the new catalogue, on the thread that made it. */
    public void onChange(Consumer<Catalogue> listener) {
        listeners.add(listener);
    }

    private void swap() {
        List<ResourceType> all = new ArrayList<>(builtIn.all());
        custom.values().stream()
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(ResourceType::group)
                        .thenComparing(ResourceType::version, VersionOrder.PREFERRED_FIRST)
                        .thenComparing(ResourceType::plural))
                .forEach(all::add);
        Catalogue next = new Catalogue(all);
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }
}
