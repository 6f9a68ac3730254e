package io.navarch.apiserver.admission;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How often one write has gone through the mutating plugins. What comes from outside (webhooks, policies) may change what plugins before
 * it have looked at; then all plugins see the object once more, and of those outside only the ones that ask for it.
 */
public final class Round {

    private final Set<String> invoked = new HashSet<>();
    private final Set<String> again = new HashSet<>();
    private @Nullable ObjectNode seen;
    private boolean repeat;
    private boolean second;

    public boolean isSecond() {
        return second;
    }

    boolean wantsRepeat() {
        return repeat;
    }

    void begin() {
        second = true;
    }

    /** The object was changed from outside: all that were asked before and want to be asked again shall be. */
    public void changed() {
        repeat = true;
        again.addAll(invoked);
    }

    /** One that wants to be asked again after later changes has been asked. */
    public void asked(String name) {
        invoked.add(name);
    }

    /** Whether one is asked in this round. */
    public boolean concerns(String name) {
        return !second || again.contains(name);
    }

    /** Remembers what was seen last; in the second round, other plugins' changes since then count as changes. */
    public void arrive(@Nullable ObjectNode object) {
        if (second && seen != null && !seen.equals(object)) {
            again.addAll(invoked);
        }
    }

    public void leave(@Nullable ObjectNode object) {
        seen = object == null ? null : object.deepCopy();
    }
}
