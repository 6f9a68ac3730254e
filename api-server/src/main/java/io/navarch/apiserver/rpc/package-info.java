/**
 * The object API over gRPC (proto/objects.proto), for Navarch's own services.
 *
 * <p>In flow calls over mutual TLS, or from within the same JVM; the same authorization and the same verbs as over HTTP answer them, with
 * the codes and bodies REST would give. Kept: a watch shows a consistent snapshot and then every change in revision order, and takes from
 * the cache only what the subscriber is ready for. Read {@link io.navarch.apiserver.rpc.ObjectsService} first.
 */
@NullMarked
package io.navarch.apiserver.rpc;

import org.jspecify.annotations.NullMarked;
