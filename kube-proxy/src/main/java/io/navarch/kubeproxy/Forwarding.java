package io.navarch.kubeproxy;

import io.navarch.kubeproxy.nft.CommandFailed;
import io.navarch.kubeproxy.nft.PacketFilter;
import io.navarch.kubeproxy.rules.Difference;
import io.navarch.kubeproxy.rules.Fragment;
import io.navarch.kubeproxy.rules.NodeView;
import io.navarch.kubeproxy.rules.Rules;
import io.navarch.kubeproxy.rules.Ruleset;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the kernel's table at what the services ask for: whole at first and after trouble, by differences from then on. */
final class Forwarding {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
    static final String TABLE = "ip navarch-proxy";
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);
    /** The table is written whole this often, in case something else meddled with it. */
    private static final Duration WHOLE_EVERY = Duration.ofHours(1);

    private final PacketFilter filter;
    private final Fragment ground;
    private final Map<ObjectKey, Fragment> wanted = new HashMap<>();
    private @Nullable Ruleset applied;
    private boolean changed = true;
    private Instant nextTry = Instant.MIN;
    private Instant lastWhole = Instant.MIN;

    Forwarding(PacketFilter filter, NodeView node) {
        this.filter = filter;
        this.ground = Rules.ground(node);
    }

    void want(ObjectKey service, Fragment fragment) {
        Fragment before = fragment.equals(Fragment.EMPTY) ? wanted.remove(service) : wanted.put(service, fragment);
        changed |= !fragment.equals(before == null ? Fragment.EMPTY : before);
    }

    boolean inForce() {
        return applied != null && !changed;
    }

    /** Brings the kernel up to date where it is not; trouble is tried again later, and whole. */
    boolean sync(Instant now) {
        if (applied != null && Duration.between(lastWhole, now).compareTo(WHOLE_EVERY) > 0) {
            applied = null;
        }
        if ((applied != null && !changed) || now.isBefore(nextTry)) {
            return false;
        }
        Ruleset next = new Ruleset(ground, Map.copyOf(wanted)).undisputed();
        String script = applied == null ? Difference.whole(TABLE, next) : Difference.between(TABLE, applied, next);
        try {
            if (!script.isEmpty()) {
                filter.apply(script);
            }
            if (applied == null) {
                lastWhole = now;
            }
            applied = next;
            changed = false;
            return true;
        } catch (CommandFailed trouble) {
            LOG.warn("the packet filter refused: {}", trouble.getMessage());
            applied = null;
            nextTry = now.plus(AGAIN_AFTER);
            return false;
        }
    }

    Optional<Instant> nextDue() {
        return changed || applied == null ? Optional.of(nextTry) : Optional.empty();
    }
}
