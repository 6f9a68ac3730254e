/**
 * The small port every service has for those who watch over it: /livez, /readyz, /healthz and /metrics.
 *
 * <p>In flow named checks and a meter registry; out come Kubernetes' answers ({@code ok}, or with {@code ?verbose} a line for each
 * check) and Prometheus text. Nothing here changes anything. Read {@link io.navarch.machinery.health.HealthServer} first.
 */
@NullMarked
package io.navarch.machinery.health;

import org.jspecify.annotations.NullMarked;
