/**
 * The API over HTTP/1.1 and HTTP/2 with TLS.
 *
 * <p>In flow requests; {@link io.navarch.apiserver.http.ApiHandler} says who asks (authn), whether they may (authz), and hands what is
 * left to a verb or to one of the fixed endpoints; out flow stored bytes in the form the client accepts, or a Status. Kept: event-loop
 * threads never block, every body and buffer is bounded, a Refusal is turned into an answer in one place. Read ApiHandler first.
 */
@NullMarked
package io.navarch.apiserver.http;

import org.jspecify.annotations.NullMarked;
