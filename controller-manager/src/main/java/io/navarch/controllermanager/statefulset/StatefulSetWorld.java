package io.navarch.controllermanager.statefulset;

import io.navarch.controllermanager.kind.Plain.ControllerRevision;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Volume;
import io.navarch.controllermanager.kind.Workload;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * A set and what it may claim.
 *
 * @param pods pods that name it as their controller, or none
 * @param named any pod of its namespace, by name
 * @param claims the claims of its namespace, by name
 */
record StatefulSetWorld(
        Workload.StatefulSet set,
        Collection<Pod> pods,
        Collection<ControllerRevision> revisions,
        Function<String, Optional<Pod>> named,
        Function<String, Optional<Volume.Claim>> claims,
        Instant now) {}
