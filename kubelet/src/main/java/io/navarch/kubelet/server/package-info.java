/**
 * The kubelet's HTTPS port, as the ecosystem knows it: health, metrics, figures, pods, logs.
 *
 * <p>In flow GET requests; out come Prometheus text, JSON, or logs. Kept: without a client certificate of the cluster only /healthz is
 * answered. Read {@link io.navarch.kubelet.server.KubeletServer} first.
 */
@NullMarked
package io.navarch.kubelet.server;

import org.jspecify.annotations.NullMarked;
