/**
 * One class for each kind that does more than its schema says.
 *
 * <p>In flow decoded objects in their storage version, out flow the same objects prepared and a list of what is wrong with them, in
 * Kubernetes' words and order. No class here keeps state or does IO of its own. Registered in
 * {@link io.navarch.apiserver.resource.Strategies}; read {@link io.navarch.apiserver.resource.Strategy} first.
 */
@NullMarked
package io.navarch.apiserver.resource.strategy;

import org.jspecify.annotations.NullMarked;
