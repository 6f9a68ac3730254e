package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import java.util.List;

/** A ReadWriteOncePod claim is one pod's alone. */
final class VolumeRestrictions implements Filter {

    private final Reason inUse = Reason.passing(
            name(), "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode");

    @Override
    public String name() {
        return "VolumeRestrictions";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        List<String> alone = pod.claims().stream()
                .filter(name -> around.world()
                        .table(Kinds.CLAIMS)
                        .get(pod.namespace(), name)
                        .filter(c -> c.spec().accessModes().contains("ReadWriteOncePod"))
                        .isPresent())
                .toList();
        if (alone.isEmpty()) {
            return INDIFFERENT;
        }
        return Filter.each(node -> node.pods().stream()
                        .anyMatch(p -> p.namespace().equals(pod.namespace())
                                && p.claims().stream().anyMatch(alone::contains))
                ? inUse
                : null);
    }
}
