/**
 * The expressions of rules and policies, in the Common Expression Language with Kubernetes' functions.
 *
 * <p>In flow expressions with the types of their variables, and later the variables' values; out flow programs, and what they evaluate
 * to. Kept: no expression runs unbounded; what it may cost is estimated before, and evaluation ends at a fixed number of steps. Read
 * {@link io.navarch.apiserver.cel.Expressions} first, then {@link io.navarch.apiserver.cel.Declared}.
 */
@NullMarked
package io.navarch.apiserver.cel;

import org.jspecify.annotations.NullMarked;
