package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.Cluster;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Pod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Likes nodes that have the pod's images. An image counts by its size times the share of nodes that have it, so that a rare image
 * does not draw everything to one node; below 23 MB in all it is nothing, from 1000 MB per container on it is 100.
 */
final class ImageLocality implements Score {

    private static final long MB = 1024 * 1024;
    private static final long LEAST = 23 * MB;
    private static final long MOST_PER_CONTAINER = 1000 * MB;

    @Override
    public String name() {
        return "ImageLocality";
    }

    @Override
    public @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        Cluster cluster = around.cluster();
        List<String> images = new ArrayList<>();
        for (List<Pod.Container> containers :
                List.of(pod.pod().spec().containers(), pod.pod().spec().initContainers())) {
            for (Pod.Container container : containers) {
                String image = container.image();
                if (image != null && cluster.nodesWith(withTag(image)) > 0) {
                    images.add(withTag(image));
                }
            }
        }
        if (images.isEmpty()) {
            return null;
        }
        int containers =
                pod.pod().spec().containers().size() + pod.pod().spec().initContainers().size();
        long most = MOST_PER_CONTAINER * containers;
        int nodes = cluster.nodes().size();
        return node -> {
            long sum = 0;
            for (String image : images) {
                Long size = node.images().get(image);
                if (size != null) {
                    sum += (long) (size * ((double) cluster.nodesWith(image) / nodes));
                }
            }
            return MOST * (Math.clamp(sum, LEAST, most) - LEAST) / (most - LEAST);
        };
    }

    private static String withTag(String image) {
        return image.lastIndexOf(':') <= image.lastIndexOf('/') ? image + ":latest" : image;
    }
}
