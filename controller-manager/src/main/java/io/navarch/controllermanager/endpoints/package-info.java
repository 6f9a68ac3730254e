/**
 * Where a Service's traffic goes: EndpointSlices, the older Endpoints, and slices that mirror Endpoints written by hand.
 *
 * <p>In flow Services, pods and nodes' zones; out flow the slices and Endpoints that say so. Kept: an endpoint stays in the slice it
 * is in, so that few slices change; slices of other managers are left alone. Read {@link
 * io.navarch.controllermanager.endpoints.Slices} first.
 */
@NullMarked
package io.navarch.controllermanager.endpoints;

import org.jspecify.annotations.NullMarked;
