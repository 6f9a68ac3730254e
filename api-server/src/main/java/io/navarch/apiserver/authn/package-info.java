/**
 * Who asks.
 *
 * <p>In flow the credentials of a request (a client certificate, a bearer token); out flows a {@link io.navarch.apiserver.authn.User}, or
 * a 401. Kept: credentials that are given but not good are never taken for none. Read {@link io.navarch.apiserver.authn.Authentication}
 * first, the authenticators are tried in its order.
 */
@NullMarked
package io.navarch.apiserver.authn;

import org.jspecify.annotations.NullMarked;
