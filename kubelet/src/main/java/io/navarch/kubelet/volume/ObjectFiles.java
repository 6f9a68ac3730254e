package io.navarch.kubelet.volume;

import io.navarch.kubelet.source.PodFields;
import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Volume;
import io.navarch.kubelet.spec.Volume.Item;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of volumes that are made of objects: configMap, secret, downwardAPI, projected. */
final class ObjectFiles {

    static final int USUAL_MODE = 0644;

    private final ClusterSources sources;
    private final PodFields fields;
    private final Pod pod;
    private final long gid;

    ObjectFiles(ClusterSources sources, PodFields fields) {
        this.sources = sources;
        this.fields = fields;
        this.pod = fields.pod();
        Long fsGroup = pod.spec().security().fsGroup();
        this.gid = fsGroup == null ? -1 : fsGroup;
    }

    Map<String, AtomicFolder.Entry> of(Volume volume) {
        Map<String, AtomicFolder.Entry> files = new LinkedHashMap<>();
        if (volume.configMap() != null) {
            configMap(volume.configMap(), mode(volume.configMap().defaultMode()), files);
        } else if (volume.secret() != null) {
            Volume.Secret secret = volume.secret();
            secret(secret.secretName(), secret.items(), secret.optional(), mode(secret.defaultMode()), files);
        } else if (volume.downwardAPI() != null) {
            downward(volume.downwardAPI(), mode(volume.downwardAPI().defaultMode()), files);
        } else if (volume.projected() != null) {
            int mode = mode(volume.projected().defaultMode());
            for (Volume.Projection source : volume.projected().sources()) {
                projection(source, mode, files);
            }
        }
        return files;
    }

    private void projection(Volume.Projection source, int mode, Map<String, AtomicFolder.Entry> files) {
        if (source.configMap() != null) {
            configMap(source.configMap(), mode, files);
        }
        if (source.secret() != null) {
            secret(source.secret().name(), source.secret().items(), source.secret().optional(), mode, files);
        }
        if (source.downwardAPI() != null) {
            downward(source.downwardAPI(), mode, files);
        }
        if (source.serviceAccountToken() != null) {
            Volume.Token token = source.serviceAccountToken();
            byte[] content = sources.token(pod, token).getBytes(StandardCharsets.UTF_8);
            long uid = tokenOwner();
            int own = gid >= 0 ? 0640 : uid >= 0 ? 0600 : mode;
            files.put(token.path(), new AtomicFolder.Entry(content, own, uid, gid));
        }
    }

    /** When all containers run as one user, the token is that user's. */
    private long tokenOwner() {
        Long shared = pod.spec().security().runAsUser();
        List<Long> users = pod.containers()
                .map(c -> io.navarch.kubelet.spec.SecurityContext.of(c).runAsUser())
                .map(u -> u != null ? u : shared != null ? shared : Long.valueOf(-1))
                .distinct()
                .toList();
        return users.size() == 1 ? users.getFirst() : -1;
    }

    private void configMap(Volume.ConfigMap source, int mode, Map<String, AtomicFolder.Entry> files) {
        String name = source.name() == null ? "" : source.name();
        Optional<Map<String, byte[]>> data = sources.configMap(pod.namespace(), name);
        if (data.isEmpty() && !source.optional()) {
            throw new StartRefused("FailedMount", "configmap \"" + name + "\" not found");
        }
        items(data.orElse(Map.of()), source.items(), source.optional(), mode, files);
    }

    private void secret(
            @Nullable String named, List<Item> items, boolean optional, int mode, Map<String, AtomicFolder.Entry> files) {
        String name = named == null ? "" : named;
        Optional<Map<String, byte[]>> data = sources.secret(pod.namespace(), name);
        if (data.isEmpty() && !optional) {
            throw new StartRefused("FailedMount", "secret \"" + name + "\" not found");
        }
        items(data.orElse(Map.of()), items, optional, mode, files);
    }

    private void items(
            Map<String, byte[]> data, List<Item> items, boolean optional, int mode, Map<String, AtomicFolder.Entry> files) {
        if (items.isEmpty()) {
            data.forEach((key, value) -> files.put(key, new AtomicFolder.Entry(value, mode, -1, gid)));
            return;
        }
        for (Item item : items) {
            byte[] value = data.get(item.key());
            if (value != null) {
                files.put(item.path(), new AtomicFolder.Entry(value, item.mode() == null ? mode : shared(item.mode()), -1, gid));
            } else if (!optional) {
                throw new StartRefused("FailedMount", "references non-existent config key: " + item.key());
            }
        }
    }

    private void downward(Volume.DownwardApi source, int mode, Map<String, AtomicFolder.Entry> files) {
        for (Volume.DownwardFile file : source.items()) {
            String value = file.fieldRef() != null ? fields.field(file.fieldRef().fieldPath())
                    : file.resourceFieldRef() != null ? fields.resource(file.resourceFieldRef(), null) : "";
            files.put(file.path(), new AtomicFolder.Entry(
                    value.getBytes(StandardCharsets.UTF_8), file.mode() == null ? mode : shared(file.mode()), -1, gid));
        }
    }

    private int mode(@Nullable Integer mode) {
        return shared(mode == null ? USUAL_MODE : mode);
    }

    /** With an fsGroup, the group reads along. */
    private int shared(int mode) {
        return gid >= 0 ? mode | 0440 : mode;
    }
}
