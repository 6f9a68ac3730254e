/**
 * Services and endpoint slices as the proxy and the DNS read them. In flow the objects' JSON bytes, out come these records; nothing here
 * decides. Read {@link io.navarch.kubeproxy.object.Kinds} first.
 */
@NullMarked
package io.navarch.kubeproxy.object;

import org.jspecify.annotations.NullMarked;
