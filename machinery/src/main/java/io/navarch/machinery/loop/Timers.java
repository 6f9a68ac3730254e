package io.navarch.machinery.loop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When to look at a key again though nothing changed: at most one time per key, the one set last. */
final class Timers {

    private record Timer(Instant due, Executor.Work work) {}

    private final Map<Executor.Work, Instant> due = new HashMap<>();
    private final PriorityQueue<Timer> queue = new PriorityQueue<>((a, b) -> a.due().compareTo(b.due()));

    /** Sets the key's time, instead of the one it had; null: none. */
    void set(Executor.Work work, @Nullable Instant when) {
        if (when == null) {
            due.remove(work);
        } else if (!when.equals(due.put(work, when))) {
            queue.add(new Timer(when, work));
        }
    }

    @Nullable Instant next() {
        dropReplaced();
        return queue.isEmpty() ? null : queue.peek().due();
    }

    /** Takes out what is due. */
    List<Executor.Work> due(Instant now) {
        List<Executor.Work> found = new ArrayList<>();
        for (dropReplaced(); !queue.isEmpty() && !queue.peek().due().isAfter(now); dropReplaced()) {
            Executor.Work work = queue.poll().work();
            due.remove(work);
            found.add(work);
        }
        return found;
    }

    private void dropReplaced() {
        while (!queue.isEmpty() && !queue.peek().due().equals(due.get(queue.peek().work()))) {
            queue.poll();
        }
    }
}
