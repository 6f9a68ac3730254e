/**
 * What a new cluster begins with: namespaces, the kubernetes Service, roles and their bindings, priority classes and the like.
 *
 * <p>In flow the verbs, out flow the objects, made where they are missing; nothing that is there is taken away. Run at every start, by
 * every API server, in any order. Read {@link io.navarch.apiserver.bootstrap.Bootstrap} first.
 */
@NullMarked
package io.navarch.apiserver.bootstrap;

import org.jspecify.annotations.NullMarked;
