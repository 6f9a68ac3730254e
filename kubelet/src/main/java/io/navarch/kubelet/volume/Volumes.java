package io.navarch.kubelet.volume;

import io.navarch.kubelet.source.PodFields;
import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Volume;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.object.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The volumes of the node's pods, under ROOT/pods/UID/volumes/KIND/NAME. */
public final class Volumes {

    private final Path root;
    private final ClusterSources sources;
    private final AtomicLong serial;

    public Volumes(Path root, ClusterSources sources, InstantSource clock) {
        this.root = root;
        this.sources = sources;
        this.serial = new AtomicLong(clock.millis());
    }

    public Path folderOf(Uid pod) {
        return root.resolve("pods").resolve(pod.value());
    }

    /** Makes every volume of the pod, or brings it up to date. */
    public MountedVolumes mount(PodFields fields) {
        Pod pod = fields.pod();
        Map<String, Path> paths = new HashMap<>();
        Set<String> readOnly = new HashSet<>();
        for (Volume volume : pod.spec().volumes()) {
            try {
                paths.put(volume.name(), mount(fields, volume));
                if (volume.persistentVolumeClaim() != null && volume.persistentVolumeClaim().readOnly()) {
                    readOnly.add(volume.name());
                }
            } catch (StartRefused refused) {
                throw new StartRefused(refused.reason(),
                        "MountVolume.SetUp failed for volume \"" + volume.name() + "\" : " + refused.message());
            } catch (IOException e) {
                throw new StartRefused("FailedMount",
                        "MountVolume.SetUp failed for volume \"" + volume.name() + "\" : " + e);
            }
        }
        return new MountedVolumes(paths, readOnly);
    }

    private Path mount(PodFields fields, Volume volume) throws IOException {
        Pod pod = fields.pod();
        if (volume.hostPath() != null) {
            return NodeVolumes.hostPath(volume.hostPath());
        }
        if (volume.persistentVolumeClaim() != null) {
            return new NodeVolumes(sources).claim(pod, volume.persistentVolumeClaim().claimName());
        }
        if (volume.ephemeral() != null) {
            return new NodeVolumes(sources).claim(pod, pod.name() + "-" + volume.name());
        }
        if (volume.emptyDir() != null) {
            return emptyDir(pod, volume.name(), volume.emptyDir());
        }
        boolean secretive = volume.secret() != null || volume.projected() != null;
        if (!secretive && volume.configMap() == null && volume.downwardAPI() == null) {
            throw new StartRefused("FailedMount", "volumes of this kind are not supported: " + String.join(", ", volume.others().keySet()));
        }
        String kind = volume.secret() != null ? "secret" : volume.projected() != null ? "projected"
                : volume.configMap() != null ? "configmap" : "downward-api";
        Map<String, AtomicFolder.Entry> files = new ObjectFiles(sources, fields).of(volume);
        Path folder = folder(pod, kind, volume.name());
        if (secretive) {
            Folders.mountMemory(folder, 0);
            Files.setAttribute(folder, "unix:mode", 0755);
        }
        synchronized (this) {
            AtomicFolder.write(folder, files, Long.toString(serial.incrementAndGet()));
        }
        return folder;
    }

    private Path emptyDir(Pod pod, String name, Volume.EmptyDir source) throws IOException {
        Path folder = folder(pod, "empty-dir", name);
        boolean fresh = !Files.exists(folder);
        Files.createDirectories(folder);
        if ("Memory".equals(source.medium())) {
            Quantity limit = source.sizeLimit();
            if (!Folders.mountMemory(folder, limit == null ? 0 : limit.value())) {
                throw new StartRefused("FailedMount", "memory cannot be mounted at " + folder);
            }
        }
        if (fresh) {
            Long fsGroup = pod.spec().security().fsGroup();
            if (fsGroup != null) {
                Files.setAttribute(folder, "unix:gid", Math.toIntExact(fsGroup));
            }
            Files.setAttribute(folder, "unix:mode", fsGroup == null ? 0777 : 02777);
        }
        return folder;
    }

    private Path folder(Pod pod, String kind, String name) {
        return folderOf(pod.uid()).resolve("volumes").resolve("kubernetes.io~" + kind).resolve(name);
    }

    /** Unmounts and deletes all that is the pod's own; paths of the node stay. */
    public void remove(Uid pod) {
        sources.forget(pod.value());
        try {
            Folders.unmountUnder(folderOf(pod));
            Folders.delete(folderOf(pod));
        } catch (IOException e) {
            throw new io.navarch.kubelet.runtime.RuntimeTrouble("the volumes of pod " + pod + " cannot be removed: " + e, e);
        }
    }
}
