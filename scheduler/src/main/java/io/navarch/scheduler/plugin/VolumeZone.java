package io.navarch.scheduler.plugin;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bound volume that carries zone or region labels wants a node of the same. */
final class VolumeZone implements Filter {

    private static final List<String> KEYS = List.of(
            "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
            "failure-domain.beta.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region");
    private final Reason elsewhere = Reason.lasting(name(), "node(s) had no available volume zone");

    @Override
    public String name() {
        return "VolumeZone";
    }

    private record Place(String key, List<String> values) {}

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        List<Place> places = new ArrayList<>(0);
        for (String name : pod.claims()) {
            around.world()
                    .table(Kinds.CLAIMS)
                    .get(pod.namespace(), name)
                    .map(Volumes.Claim::volumeName)
                    .flatMap(volume -> around.world().table(Kinds.VOLUMES).get(ObjectKey.cluster(volume)))
                    .ifPresent(volume -> addPlaces(volume, places));
        }
        return places.isEmpty()
                ? INDIFFERENT
                : Filter.each(node -> places.stream().allMatch(p -> in(p, node)) ? null : elsewhere);
    }

    private static void addPlaces(Volumes.Volume volume, List<Place> places) {
        for (Map.Entry<String, String> label : volume.metadata().labels().entrySet()) {
            if (KEYS.contains(label.getKey())) {
                places.add(new Place(label.getKey(), List.of(label.getValue().split("__"))));
            }
        }
    }

    /** A node that says nothing about zones and regions at all is taken to be of a cluster without them. */
    private static boolean in(Place place, NodeInfo node) {
        Map<String, String> labels = node.labels();
        String value = labels.get(place.key);
        return value == null ? KEYS.stream().noneMatch(labels::containsKey) : place.values.contains(value);
    }
}
