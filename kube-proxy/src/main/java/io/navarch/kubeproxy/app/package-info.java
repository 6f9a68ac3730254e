/**
 * The proxy as a process: properties under {@code navarch.kube-proxy}, the wiring, and {@code main}. In flow properties, out comes a
 * {@link io.navarch.kubeproxy.KubeProxy} that follows the API server. Only this package knows Spring and the wall clock. Read
 * {@code KubeProxyWiring} first.
 */
@NullMarked
package io.navarch.kubeproxy.app;

import org.jspecify.annotations.NullMarked;
