/**
 * What a PATCH makes of an object: JSON Patch (RFC 6902), JSON Merge Patch (RFC 7396) and Kubernetes' strategic merge patch.
 *
 * <p>In flow the object as it is and the patch, out flows the object as it should be, or a Refusal worded as kube-apiserver words it.
 * The object given is never changed. Nothing here knows kinds: merge keys and strategies come from the schema. Server-side apply is the
 * package next door. Read {@link io.navarch.apiserver.patch.StrategicPatch} last; it is the long one.
 */
@NullMarked
package io.navarch.apiserver.patch;

import org.jspecify.annotations.NullMarked;
