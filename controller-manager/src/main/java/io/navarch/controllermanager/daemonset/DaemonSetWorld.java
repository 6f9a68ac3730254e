package io.navarch.controllermanager.daemonset;

import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Plain.ControllerRevision;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload;
import java.time.Instant;
import java.util.Collection;

/** A set, what it may claim, and all nodes in the order of their names. */
record DaemonSetWorld(
        Workload.DaemonSet set,
        Collection<Pod> pods,
        Collection<ControllerRevision> revisions,
        Collection<Node> nodes,
        String seed,
        Instant now) {}
