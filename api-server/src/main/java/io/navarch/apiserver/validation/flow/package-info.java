/**
 * The rules of the group flowcontrol.apiserver.k8s.io: which requests share which part of the server.
 *
 * <p>In flows a FlowSchema or a PriorityLevelConfiguration, out flow complaints; {@link io.navarch.apiserver.validation.flow.FlowKinds} is
 * the door. The schemas and levels no server is without have fixed specs ({@link io.navarch.apiserver.validation.flow.Mandatory}).
 */
@NullMarked
package io.navarch.apiserver.validation.flow;

import org.jspecify.annotations.NullMarked;
