package io.navarch.scheduler.object;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node as the scheduler reads it. */
public record Node(Meta metadata, @Nullable Spec spec, @Nullable Status status) implements KubeObject {

    public record Spec(boolean unschedulable, List<Taint> taints) {}

    public record Taint(String key, @Nullable String value, String effect) {}

    public record Status(Map<String, Quantity> allocatable, Map<String, Quantity> capacity, List<Image> images) {}

    public record Image(List<String> names, long sizeBytes) {}

    public String name() {
        return metadata.name();
    }

    public boolean unschedulable() {
        return spec != null && spec.unschedulable;
    }

    public List<Taint> taints() {
        return spec == null ? List.of() : spec.taints;
    }

    public Map<String, Quantity> allocatable() {
        return status == null ? Map.of() : status.allocatable.isEmpty() ? status.capacity : status.allocatable;
    }

    public List<Image> images() {
        return status == null ? List.of() : status.images;
    }
}
