package io.navarch.kubelet.cri;

import io.navarch.kubelet.container.ContainerConfigs;
import io.navarch.kubelet.container.SandboxConfigs;
import io.navarch.kubelet.runtime.ContainerUsage;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import io.navarch.proto.cri.v1.ContainerStats;
import io.navarch.proto.cri.v1.ListContainerStatsRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What containers use, as the runtime measures it. */
final class CriUsage {

    private CriUsage() {}

    static List<ContainerUsage> of(CriClient cri) {
        return cri.runtime(s -> s.listContainerStats(ListContainerStatsRequest.getDefaultInstance())).getStatsList().stream()
                .map(CriUsage::usage)
                .toList();
    }

    private static ContainerUsage usage(ContainerStats stats) {
        Map<String, String> labels = stats.getAttributes().getLabelsMap();
        return new ContainerUsage(
                new Uid(labels.getOrDefault(SandboxConfigs.POD_UID, "")),
                new ObjectKey(labels.getOrDefault(SandboxConfigs.POD_NAMESPACE, ""), labels.getOrDefault(SandboxConfigs.POD_NAME, "")),
                labels.getOrDefault(ContainerConfigs.CONTAINER_NAME, stats.getAttributes().getMetadata().getName()),
                Instant.ofEpochSecond(0, stats.getCpu().getTimestamp()),
                stats.getCpu().getUsageCoreNanoSeconds().getValue(),
                stats.getMemory().getWorkingSetBytes().getValue(),
                stats.getMemory().getRssBytes().getValue(),
                stats.getWritableLayer().getUsedBytes().getValue());
    }
}
