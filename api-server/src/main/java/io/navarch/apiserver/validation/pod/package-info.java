/**
 * The rules of pods and of pod templates, wherever they stand.
 *
 * <p>In flows a {@code Field} at a pod or a pod spec; complaints flow to it. {@link io.navarch.apiserver.validation.pod.PodSpecRules}
 * keeps Kubernetes' order and calls the others, one class per part of a spec. {@link io.navarch.apiserver.validation.pod.PodContext} is
 * what the parts must know of the whole.
 */
@NullMarked
package io.navarch.apiserver.validation.pod;

import org.jspecify.annotations.NullMarked;
