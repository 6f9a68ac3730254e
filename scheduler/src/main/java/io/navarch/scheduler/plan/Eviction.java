package io.navarch.scheduler.plan;

import io.navarch.scheduler.cluster.PodInfo;
import java.util.List;

/** The pods that have to leave the node for a more important one to get in. budgetsBroken: how many against a disruption budget. */
public record Eviction(String node, List<PodInfo> victims, int budgetsBroken) {}
