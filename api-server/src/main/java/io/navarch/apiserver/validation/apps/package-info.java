/**
 * The rules of the group apps: workloads that run as long as they are wanted.
 *
 * <p>In flows an object of the group, out flow complaints and warnings; {@link io.navarch.apiserver.validation.apps.AppsKinds} is the door.
 * What templates have in common is in {@link io.navarch.apiserver.validation.apps.Templates}: read that first.
 */
@NullMarked
package io.navarch.apiserver.validation.apps;

import org.jspecify.annotations.NullMarked;
