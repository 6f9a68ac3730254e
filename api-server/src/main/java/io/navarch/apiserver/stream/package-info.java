/**
 * Streams between a client and a node: exec, attach, port-forward and logs.
 *
 * <p>In flows an authorized HTTP/1.1 upgrade request (WebSocket or SPDY/3.1) or a log request; out flows the node's gRPC stream
 * (proto/streams.proto) in the framing the client chose. Kept: neither side is read faster than the other takes it, and when one side
 * goes the other is ended. Read {@link io.navarch.apiserver.stream.Streams} first; framings are {@code WebSocket*} and {@code Spdy*},
 * what they have in common {@code CommandRelay} and {@code PortRelay}.
 */
@NullMarked
package io.navarch.apiserver.stream;

import org.jspecify.annotations.NullMarked;
