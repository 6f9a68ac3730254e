package io.navarch.kubelet.runtime;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import java.time.Instant;

/**
 * What a container has used.
 *
 * @param cpuNanos processor time since it started
 * @param workingSetBytes memory that cannot be taken from it
 * @param rootfsBytes what it has written
 */
public record ContainerUsage(
        Uid uid, ObjectKey pod, String container, Instant at, long cpuNanos, long workingSetBytes, long rssBytes, long rootfsBytes) {}
