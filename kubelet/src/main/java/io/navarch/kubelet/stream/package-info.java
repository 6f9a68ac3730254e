/**
 * The streams of a node, which the API server asks for: logs, exec, attach, port-forward, over gRPC.
 *
 * <p>In flow requests that name a pod and a container; out flow bytes, as fast as the asker takes them. Kept: nobody but the API server
 * is served, and what a stream started ends with it. {@link io.navarch.kubelet.stream.ContainerStreams} is the port to the runtime.
 * Read {@link io.navarch.kubelet.stream.NodeStreamsService} first.
 */
@NullMarked
package io.navarch.kubelet.stream;

import org.jspecify.annotations.NullMarked;
