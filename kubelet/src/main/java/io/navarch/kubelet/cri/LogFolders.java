package io.navarch.kubelet.cri;

import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.volume.Folders;
import io.navarch.machinery.object.Uid;
import io.navarch.proto.cri.v1.ReopenContainerLogRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where logs are: LOGS/NAMESPACE_NAME_UID/CONTAINER/ATTEMPT.log. A file that grew too large is put aside; the oldest are deleted. */
final class LogFolders {

    private static final Logger LOG = LoggerFactory.getLogger(LogFolders.class);

    private final CriSettings settings;
    private final CriClient cri;
    private final InstantSource clock;

    LogFolders(CriSettings settings, CriClient cri, InstantSource clock) {
        this.settings = settings;
        this.cri = cri;
        this.clock = clock;
    }

    Path of(Pod pod) {
        return settings.logs().resolve(pod.namespace() + "_" + pod.name() + "_" + pod.uid());
    }

    void create(Pod pod, String container) {
        try {
            Files.createDirectories(of(pod).resolve(container));
        } catch (IOException e) {
            throw new RuntimeTrouble("no folder for the logs of " + pod.key() + ": " + e, e);
        }
    }

    void remove(Uid pod) {
        if (!Files.isDirectory(settings.logs())) {
            return;
        }
        try (Stream<Path> folders = Files.list(settings.logs())) {
            for (Path folder : folders.filter(f -> f.getFileName().toString().endsWith("_" + pod.value())).toList()) {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("the logs of pod {} stay: {}", pod, e.toString());
        }
    }

    /** Puts a running container's log aside when it is larger than it may be. */
    void rotate(ContainerState container) {
        Path log = Path.of(container.logPath());
        try {
            if (container.logPath().isEmpty() || !Files.exists(log) || Files.size(log) < settings.logBytes()) {
                return;
            }
            Files.move(log, log.resolveSibling(log.getFileName() + "." + clock.millis()));
            cri.runtime(s -> s.reopenContainerLog(ReopenContainerLogRequest.newBuilder().setContainerId(container.id()).build()));
            List<Path> aside;
            try (Stream<Path> files = Files.list(log.getParent())) {
                aside = files.filter(f -> f.getFileName().toString().startsWith(log.getFileName() + ".")).sorted().toList();
            }
            for (Path old : aside.subList(0, Math.max(0, aside.size() - (settings.logFiles() - 1)))) {
                Files.delete(old);
            }
        } catch (IOException | RuntimeTrouble e) {
            LOG.warn("the log {} was not rotated: {}", log, e.toString());
        }
    }
}
