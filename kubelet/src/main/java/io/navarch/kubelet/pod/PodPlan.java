package io.navarch.kubelet.pod;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What to do about a pod.
 *
 * @param status what its status is to be; null when the API has the pod no more
 * @param again when to look again though nothing changed
 * @param forget nothing of the pod is left, here or in the API
 */
record PodPlan(List<PodAction> actions, @Nullable ObjectNode status, @Nullable Instant again, boolean forget) {}
