/**
 * The rules of the group rbac.authorization.k8s.io: roles and who has them.
 *
 * <p>In flows a role or a binding, out flow complaints; {@link io.navarch.apiserver.validation.rbac.RbacKinds} is the door. Whether
 * somebody may give away what is in a role is not asked here but by admission.
 */
@NullMarked
package io.navarch.apiserver.validation.rbac;

import org.jspecify.annotations.NullMarked;
