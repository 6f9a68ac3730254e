package io.navarch.machinery.loop;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a key: intents in the order they are to be carried out (the first refusal ends the plan), events that say why, and
 * when to look again though nothing changed.
 */
public record Plan<I>(List<I> intents, List<KubeEvent> events, @Nullable Instant again) {

    private static final Plan<?> NOTHING = new Plan<>(List.of(), List.of(), null);

    @SuppressWarnings("unchecked")
    public static <I> Plan<I> nothing() {
        return (Plan<I>) NOTHING;
    }

    public static <I> Plan<I> of(List<I> intents) {
        return new Plan<>(intents, List.of(), null);
    }

    public static <I> Plan<I> waitUntil(Instant again) {
        return new Plan<>(List.of(), List.of(), again);
    }
}
