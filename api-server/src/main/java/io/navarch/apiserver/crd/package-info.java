/**
 * Custom resources: from CustomResourceDefinitions to types that are served.
 *
 * <p>In flow definitions as they are stored; out flow resource types to the registry, and conditions to the definitions' status. Kept: a
 * resource is served if and only if its definition is established and the cache has seen that; several servers doing the same work agree.
 * Read {@link io.navarch.apiserver.crd.DefinitionController} first, then {@link io.navarch.apiserver.crd.DefinitionPlanner}.
 */
@NullMarked
package io.navarch.apiserver.crd;

import org.jspecify.annotations.NullMarked;
