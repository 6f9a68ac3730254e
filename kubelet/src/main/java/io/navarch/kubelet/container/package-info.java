/**
 * Turns a pod's spec into what the container runtime is told: sandbox and container configurations.
 *
 * <p>In flow specs, the objects they refer to, and the paths of mounted volumes; out come messages of the CRI, or a refusal
 * (CreateContainerConfigError) that says what is missing. Kept: the same inputs give the same configuration. Read
 * {@link io.navarch.kubelet.container.ContainerConfigs} first.
 */
@NullMarked
package io.navarch.kubelet.container;

import org.jspecify.annotations.NullMarked;
