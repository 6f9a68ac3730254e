/**
 * The kubelet as a process: properties under {@code navarch.kubelet}, the wiring, and {@code main}. In flow properties, out comes a
 * {@link io.navarch.kubelet.RealNode}, or simulated ones, with their ports. Only this package knows Spring and the wall clock. Read
 * {@code KubeletWiring} first.
 */
@NullMarked
package io.navarch.kubelet.app;

import org.jspecify.annotations.NullMarked;
