package io.navarch.kubelet.container;

import io.navarch.kubelet.spec.QosClass;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Quantity;
import io.navarch.proto.cri.v1.LinuxContainerResources;
import org.jspecify.annotations.Nullable;

/** Requests and limits as cgroup values. cpu: 1024 shares, or 100 ms of quota in each 100 ms, for a core. */
public final class LinuxResources {

    static final long PERIOD_MICROS = 100_000;
    static final long LEAST_QUOTA_MICROS = 1000;
    static final long LEAST_SHARES = 2;
    static final long MOST_SHARES = 262_144;

    private LinuxResources() {}

    static LinuxContainerResources of(Pod pod, Container container, long machineMemory) {
        LinuxContainerResources.Builder resources = LinuxContainerResources.newBuilder();
        resources.setCpuShares(shares(container.needs().request("cpu")));
        Quantity cpuLimit = container.needs().limits().get("cpu");
        if (cpuLimit != null && cpuLimit.milliValue() > 0) {
            resources.setCpuPeriod(PERIOD_MICROS).setCpuQuota(quota(cpuLimit.milliValue()));
        }
        Quantity memoryLimit = container.needs().limits().get("memory");
        if (memoryLimit != null && memoryLimit.value() > 0) {
            resources.setMemoryLimitInBytes(memoryLimit.value());
        }
        return resources.setOomScoreAdj(oomScore(pod, container, machineMemory)).build();
    }

    public static long shares(@Nullable Quantity cpu) {
        long shares = cpu == null ? 0 : cpu.milliValue() * 1024 / 1000;
        return Math.clamp(shares, LEAST_SHARES, MOST_SHARES);
    }

    public static long quota(long millis) {
        return Math.max(LEAST_QUOTA_MICROS, millis * PERIOD_MICROS / 1000);
    }

    /** Whom the kernel ends first when memory is short: BestEffort 1000, Guaranteed -997, between them the less the more was asked for. */
    static long oomScore(Pod pod, Container container, long machineMemory) {
        return switch (QosClass.of(pod)) {
            case Guaranteed -> -997;
            case BestEffort -> 1000;
            case Burstable -> {
                Quantity asked = container.needs().request("memory");
                long share = asked == null || machineMemory <= 0 ? 0 : (long) (1000.0 * asked.value() / machineMemory);
                yield Math.clamp(1000 - share, 3, 999);
            }
        };
    }
}
