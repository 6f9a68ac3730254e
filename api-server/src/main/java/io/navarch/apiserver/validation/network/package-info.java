/**
 * What services, their endpoints, ingresses, network policies and the addresses of the cluster refuse.
 *
 * <p>In flows an object of one of these kinds, out flow complaints to the fields they are about.
 * {@link io.navarch.apiserver.validation.network.NetworkKinds} is the door; read
 * {@link io.navarch.apiserver.validation.network.ServiceRules} first. Pure, as all of validation.
 */
@NullMarked
package io.navarch.apiserver.validation.network;

import org.jspecify.annotations.NullMarked;
