package io.navarch.machinery.loop;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Status;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One controller: which kinds it looks at, which keys a change concerns, what to do about a key, and how to do it.
 *
 * <p>{@code mark} and {@code plan} run on the loop's thread, are quick, and do no IO; {@code plan} reads a slice out of the World and
 * hands it to a pure planner. {@code carryOut} runs on a virtual thread and may block. After it, the key is planned again as soon as
 * the World shows what was written.
 */
public interface Controller<I> {

    /** As in logs, metrics and the source of its events: "replicaset-controller". */
    String name();

    List<Kind<?>> kinds();

    /** Hands the keys that the change concerns to {@code marks}. */
    void mark(Change<?> change, World world, Consumer<ObjectKey> marks);

    /** What to do about the key, which may name an object that is gone. */
    Plan<I> plan(ObjectKey key, World world, Instant now);

    /** Does it. A refusal ends the plan: the key is planned again after a backoff. */
    Outcome carryOut(I intent, Api api);

    /** Events that tell the user of what was done, such as SuccessfulCreate. */
    default List<KubeEvent> eventsOf(I done, Outcome.Done outcome) {
        return List.of();
    }

    /** What to do instead of the rest of the plan once an intent was refused, such as telling of it in a status. */
    default List<I> insteadOf(I refused, Status status) {
        return List.of();
    }

    /** Events that tell the user of a refusal, such as FailedCreate. */
    default List<KubeEvent> eventsOf(I refused, Status status) {
        return List.of();
    }
}
