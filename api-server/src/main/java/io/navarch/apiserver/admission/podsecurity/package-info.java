/**
 * The pod security standards.
 *
 * <p>In flow pods, and objects with templates of pods; out flow refusals and warnings, as the namespace's labels want it. A check is a
 * function of a pod from some policy version on; which checks hold for a level and version is worked out once. Read
 * {@link io.navarch.apiserver.admission.podsecurity.PodSecurity} first.
 */
@NullMarked
package io.navarch.apiserver.admission.podsecurity;

import org.jspecify.annotations.NullMarked;
