package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Workload;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The annotations by which a Deployment's revisions and sizes are kept on its ReplicaSets. */
final class Annotations {

    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAX = "deployment.kubernetes.io/max-replicas";
    private static final String HISTORY = "deployment.kubernetes.io/revision-history";
    private static final int LONGEST_HISTORY = 2000;
    private static final Set<String> NOT_COPIED = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            REVISION,
            HISTORY,
            DESIRED,
            MAX,
            "deprecated.deployment.rollback.to");

    private Annotations() {}

    static long revision(Map<String, String> annotations) {
        return number(annotations.get(REVISION), 0);
    }

    static long number(@Nullable String text, long otherwise) {
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The annotations of the new ReplicaSet: the Deployment's own, and the revision, which only grows. */
    static Map<String, String> ofNew(Workload.Deployment deployment, @Nullable Map<String, String> existing, long revision) {
        Map<String, String> wanted = new TreeMap<>(existing == null ? Map.of() : existing);
        deployment.metadata().annotations().forEach((key, value) -> {
            if (!NOT_COPIED.contains(key)) {
                wanted.put(key, value);
            }
        });
        String old = wanted.get(REVISION);
        if (number(old, 0) < revision) {
            wanted.put(REVISION, Long.toString(revision));
            if (existing != null && old != null && !old.isEmpty()) {
                wanted.put(HISTORY, history(wanted.get(HISTORY), old));
            }
        }
        return wanted;
    }

    /** The revisions the set had before, oldest first; the oldest are forgotten when the list grows too long. */
    private static String history(@Nullable String before, String old) {
        if (before == null || before.isEmpty()) {
            return old;
        }
        String history = before + "," + old;
        while (history.length() > LONGEST_HISTORY && history.indexOf(',') >= 0) {
            history = history.substring(history.indexOf(',') + 1);
        }
        return history;
    }
}
