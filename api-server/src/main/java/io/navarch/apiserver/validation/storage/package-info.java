/**
 * What volumes refuse: persistent ones, claims, the sources of all volumes, and the kinds of storage.k8s.io.
 *
 * <p>In flows an object of one of these kinds, or a part of a pod, out flow complaints to the fields they are about.
 * {@link io.navarch.apiserver.validation.storage.StorageKinds} is the door for kinds,
 * {@link io.navarch.apiserver.validation.storage.VolumeSources} and {@link io.navarch.apiserver.validation.storage.ClaimRules} are those
 * for pods. Pure, as all of validation.
 */
@NullMarked
package io.navarch.apiserver.validation.storage;

import org.jspecify.annotations.NullMarked;
