/**
 * Decides what to do about a pod on this node, and does it.
 *
 * <p>In flow a pod's spec, what the runtime has of it, probe results and what was tried before
 * ({@link io.navarch.kubelet.pod.PodView}); out come actions and the status to show ({@link io.navarch.kubelet.pod.PodPlan}). Kept: of
 * one container at most one attempt runs, application containers start only after the init containers are done, a pod's API object
 * goes only after its containers. {@link io.navarch.kubelet.pod.PodPlanner} decides, {@link io.navarch.kubelet.pod.PodWorker} does,
 * one for each pod. Read {@code PodAction}, then {@code PodPlanner}.
 */
@NullMarked
package io.navarch.kubelet.pod;

import org.jspecify.annotations.NullMarked;
