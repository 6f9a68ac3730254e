package io.navarch.scheduler.object;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What groups pods: services and owners (for spreading by default), budgets (for preemption), namespaces (for affinity). */
public interface Workloads {

    record Service(Meta metadata, @Nullable ServiceSpec spec) implements KubeObject {}

    record ServiceSpec(Map<String, String> selector) {}

    /** A ReplicaSet or StatefulSet. */
    record Set(Meta metadata, @Nullable SetSpec spec) implements KubeObject {}

    record SetSpec(@Nullable LabelSelector selector) {}

    /** A ReplicationController, whose selector is a map. */
    record ReplicationController(Meta metadata, @Nullable ServiceSpec spec) implements KubeObject {}

    record Namespace(Meta metadata) implements KubeObject {}

    record DisruptionBudget(Meta metadata, @Nullable BudgetSpec spec, @Nullable BudgetStatus status) implements KubeObject {}

    record BudgetSpec(@Nullable LabelSelector selector) {}

    record BudgetStatus(int disruptionsAllowed, Map<String, Object> disruptedPods) {}
}
