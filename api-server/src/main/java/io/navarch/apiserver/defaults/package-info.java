/**
 * The defaults of built-in types that depend on more than their own field's place: what Kubernetes' defaulting functions fill in.
 *
 * <p>In flows a decoded object with its schema; out flows the same object, filled. {@link io.navarch.apiserver.defaults.TypeDefaults}
 * walks it, outer types before inner ones, and applies to each structure the rule of its type; the rules stand in one class per API
 * group. Plain defaults of the schema are the schema package's. Kept: applying twice changes nothing more.
 */
@NullMarked
package io.navarch.apiserver.defaults;

import org.jspecify.annotations.NullMarked;
