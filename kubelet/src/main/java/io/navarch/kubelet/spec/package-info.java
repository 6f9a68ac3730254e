/**
 * Kubernetes objects as the kubelet reads them: pods, the node, Services, and what pods refer to.
 *
 * <p>In flow JSON bytes; out come records of the fields the kubelet looks at. Kept: nothing here decides anything beyond what the
 * API says of a field's default. Read {@link io.navarch.kubelet.spec.Pod} first.
 */
@NullMarked
package io.navarch.kubelet.spec;

import org.jspecify.annotations.NullMarked;
