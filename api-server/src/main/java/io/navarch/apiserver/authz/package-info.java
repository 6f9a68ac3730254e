/**
 * Who may do what.
 *
 * <p>In flows a {@link io.navarch.apiserver.authz.Request}; out flows a {@link io.navarch.apiserver.authz.Decision}.
 * {@link io.navarch.apiserver.authz.Authorization} asks the authorizers in order; nobody's opinion is a no.
 * {@link io.navarch.apiserver.authz.Rbac} decides by an index of roles and bindings kept current by the watch cache,
 * {@link io.navarch.apiserver.authz.NodeAuthorizer} by what the pods of a node need. Kept: deciding never waits for the store.
 */
@NullMarked
package io.navarch.apiserver.authz;

import org.jspecify.annotations.NullMarked;
