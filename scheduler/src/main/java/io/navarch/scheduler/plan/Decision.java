package io.navarch.scheduler.plan;

import io.navarch.scheduler.plugin.VolumePlan;
import java.util.Optional;

/** What is to become of a pod. */
public sealed interface Decision {

    /** It goes to the node, once its claims are seen to. */
    record Place(String node, VolumePlan volumes) implements Decision {}

    /** It goes nowhere for now; the eviction, where there is one, makes room for it. */
    record Nowhere(Diagnosis diagnosis, Optional<Eviction> eviction, String preemption) implements Decision {

        /** As the user reads it. */
        public String message() {
            return eviction.isPresent() || preemption.isEmpty()
                    ? diagnosis.message()
                    : diagnosis.message() + " no new claims to deallocate, preemption: " + preemption;
        }
    }
}
