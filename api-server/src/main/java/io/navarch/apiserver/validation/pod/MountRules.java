package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Paths;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** volumeMounts and volumeDevices, and paths inside volumes. */
final class MountRules {

    private static final List<String> PROPAGATIONS = List.of("Bidirectional", "HostToContainer", "None");
    private static final List<String> RECURSIVE = List.of("Disabled", "Enabled", "IfPossible");

    private MountRules() {}

    static void mounts(Field container, PodContext pod) {
        Field mounts = container.at("volumeMounts");
        Map<String, String> devices = byName(container.at("volumeDevices"), "devicePath");
        Set<String> taken = new HashSet<>();
        for (Field mount : mounts.items()) {
            Field name = mount.at("name");
            name.mustBeSet();
            if (!pod.volumes().containsKey(name.text())) {
                name.notFound();
            }
            Field path = mount.at("mountPath");
            path.mustBeSet();
            if (!taken.add(path.text())) {
                path.invalid("must be unique");
            }
            if (devices.containsKey(name.text())) {
                name.invalid("must not already exist in volumeDevices");
            }
            if (devices.containsValue(path.text())) {
                path.invalid("must not already exist as a path in volumeDevices");
            }
            subPaths(mounts, mount);
            propagation(mounts, mount, container.at("securityContext", "privileged").flag());
        }
    }

    /** Complaints about these name the list, not the mount, as Kubernetes' do. */
    private static void subPaths(Field mounts, Field mount) {
        Field subPath = mount.at("subPath");
        if (!subPath.isZero()) {
            Paths.descending(subPath.as(mounts.path().child("subPath")));
        }
        Field expression = mount.at("subPathExpr");
        if (!expression.isZero()) {
            if (!subPath.isZero()) {
                expression.invalid("subPathExpr and subPath are mutually exclusive");
            }
            Paths.descending(expression.as(mounts.path().child("subPathExpr")));
        }
    }

    private static void propagation(Field mounts, Field mount, boolean privileged) {
        Field propagation = mount.at("mountPropagation").as(mounts.path().child("mountPropagation"));
        if (propagation.isSet()) {
            if (!propagation.isOneOf(PROPAGATIONS)) {
                propagation.notSupported(PROPAGATIONS);
            }
            if (propagation.text().equals("Bidirectional") && !privileged) {
                propagation.forbidden("Bidirectional mount propagation is available only to privileged containers");
            }
        }
        Field recursive = mount.at("recursiveReadOnly").as(mounts.path().child("recursiveReadOnly"));
        if (!recursive.isSet() || recursive.text().equals("Disabled")) {
            return;
        }
        if (!recursive.isOneOf(RECURSIVE)) {
            recursive.notSupported(RECURSIVE);
            return;
        }
        if (!mount.at("readOnly").flag()) {
            recursive.forbidden("may only be specified when readOnly is true");
        }
        if (propagation.isSet() && !propagation.text().equals("None")) {
            recursive.forbidden("may only be specified when mountPropagation is None or not specified");
        }
    }

    static void devices(Field container, PodContext pod) {
        Map<String, String> mounts = byName(container.at("volumeMounts"), "mountPath");
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (Field device : container.at("volumeDevices").items()) {
            Field name = device.at("name");
            Field path = device.at("devicePath");
            JsonNode volume = pod.volumes().get(name.text());
            name.mustBeSet();
            if (names.contains(name.text())) {
                name.invalid("must be unique");
            }
            if (volume == null) {
                name.notFound();
            } else if (!volume.hasNonNull("persistentVolumeClaim") && !volume.hasNonNull("ephemeral")) {
                name.invalid("can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }
            path.mustBeSet();
            if (paths.contains(path.text())) {
                path.invalid("must be unique");
            }
            if (Paths.stepsBack(path.text())) {
                path.invalid("can not contain backsteps ('..')");
            } else {
                paths.add(path.text());
            }
            if (mounts.containsKey(name.text())) {
                name.invalid("must not already exist in volumeMounts");
            }
            if (mounts.containsValue(path.text())) {
                path.invalid("must not already exist as a path in volumeMounts");
            }
            if (!name.isZero()) {
                names.add(name.text());
            }
        }
    }

    private static Map<String, String> byName(Field list, String path) {
        Map<String, String> result = new HashMap<>();
        list.items().forEach(item -> result.put(item.at("name").text(), item.at(path).text()));
        return result;
    }
}
