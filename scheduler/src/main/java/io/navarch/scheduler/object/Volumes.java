package io.navarch.scheduler.object;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.object.Uid;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The storage kinds as the scheduler reads them. */
public interface Volumes {

    String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
    String NO_PROVISIONER = "kubernetes.io/no-provisioner";

    record Claim(Meta metadata, ClaimSpec spec, @Nullable ClaimStatus status) implements KubeObject {

        /** Bound to a volume, and the binder has finished with both. */
        public boolean fullyBound() {
            return !volumeName().isEmpty() && metadata.annotations().containsKey(BIND_COMPLETED);
        }

        public String volumeName() {
            return spec.volumeName == null ? "" : spec.volumeName;
        }

        public String className() {
            return spec.storageClassName == null ? "" : spec.storageClassName;
        }

        public boolean lost() {
            return status != null && "Lost".equals(status.phase);
        }
    }

    record ClaimSpec(
            @Nullable String volumeName,
            @Nullable String storageClassName,
            List<String> accessModes,
            @Nullable String volumeMode,
            @Nullable LabelSelector selector,
            Pod.@Nullable Resources resources) {}

    record ClaimStatus(@Nullable String phase) {}

    record Volume(Meta metadata, VolumeSpec spec, @Nullable VolumeStatus status) implements KubeObject {

        public boolean reaches(String node, Map<String, String> labels) {
            return spec.nodeAffinity == null
                    || spec.nodeAffinity.required == null
                    || spec.nodeAffinity.required.matches(node, labels);
        }
    }

    record VolumeSpec(
            Map<String, Quantity> capacity,
            List<String> accessModes,
            @Nullable String storageClassName,
            @Nullable String volumeMode,
            @Nullable ClaimRef claimRef,
            @Nullable VolumeNodeAffinity nodeAffinity,
            @Nullable Csi csi) {}

    record Csi(String driver) {}

    record ClaimRef(@Nullable String namespace, @Nullable String name, @Nullable Uid uid) {

        public ObjectKey key() {
            return new ObjectKey(namespace == null ? "" : namespace, name == null ? "" : name);
        }
    }

    record VolumeNodeAffinity(@Nullable NodeSelector required) {}

    record VolumeStatus(@Nullable String phase) {}

    record StorageClass(
            Meta metadata,
            String provisioner,
            @Nullable String volumeBindingMode,
            List<TopologySelector> allowedTopologies)
            implements KubeObject {

        public boolean waitsForConsumer() {
            return "WaitForFirstConsumer".equals(volumeBindingMode);
        }

        public boolean reaches(Map<String, String> nodeLabels) {
            return allowedTopologies.isEmpty()
                    || allowedTopologies.stream().anyMatch(t -> t.matches(nodeLabels));
        }
    }

    record TopologySelector(List<TopologyRequirement> matchLabelExpressions) {

        boolean matches(Map<String, String> labels) {
            return matchLabelExpressions.stream().allMatch(r -> {
                String value = labels.get(r.key);
                return value != null && r.values.contains(value);
            });
        }
    }

    record TopologyRequirement(String key, List<String> values) {}

    /** What a node's CSI drivers can attach. */
    record CsiNode(Meta metadata, @Nullable CsiNodeSpec spec) implements KubeObject {

        public @Nullable Integer limit(String driver) {
            if (spec != null) {
                for (CsiDriver one : spec.drivers) {
                    if (one.name.equals(driver) && one.allocatable != null) {
                        return one.allocatable.count;
                    }
                }
            }
            return null;
        }
    }

    record CsiNodeSpec(List<CsiDriver> drivers) {}

    record CsiDriver(String name, @Nullable CsiAllocatable allocatable) {}

    record CsiAllocatable(@Nullable Integer count) {}
}
