package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.StatusStrategy;
import io.navarch.apiserver.resource.Strategy;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Persistent volumes begin as Pending and say since when they are in their phase. */
public final class PersistentVolumeStrategy implements Strategy {

    private static final String SINCE = "lastPhaseTransitionTime";

    private static final Strategy STATUS = new StatusStrategy(Set.of("status")) {
        @Override
        protected void prepare(ObjectNode volume, ObjectNode old, Circumstances circumstances) {
            ObjectNode status = volume.withObjectProperty("status");
            String before = old.path("status").path("phase").asString("");
            boolean same = before.equals(status.path("phase").asString(""));
            boolean untold = !status.hasNonNull(SINCE);
            if (same && untold && old.path("status").has(SINCE)) {
                status.set(SINCE, old.path("status").get(SINCE));
            } else if (!same && (untold || status.path(SINCE).equals(old.path("status").path(SINCE)))) {
                status.put(SINCE, now(circumstances));
            }
        }
    };

    private static String now(Circumstances circumstances) {
        return circumstances.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void prepareForCreate(ObjectNode volume, Circumstances circumstances) {
        volume.putObject("status").put("phase", "Pending").put(SINCE, now(circumstances));
    }

    @Override
    public Strategy forSubresource(String name) {
        return STATUS;
    }
}
