/**
 * What the kinds of the core group refuse, but for pods, services and volumes: configuration, quotas, nodes, namespaces, events.
 *
 * <p>In flows an object of one of these kinds, out flow complaints to the fields they are about.
 * {@link io.navarch.apiserver.validation.core.CoreKinds} is the door. Pure, as all of validation.
 */
@NullMarked
package io.navarch.apiserver.validation.core;

import org.jspecify.annotations.NullMarked;
