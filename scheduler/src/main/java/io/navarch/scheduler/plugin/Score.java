package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a pod would rather go. */
public interface Score {

    long MOST = 100;

    String name();

    /** Null: all nodes are the same to it. */
    @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible);

    /** Points per node; {@link #normalize} brings them to 0..100 where they are not there already. */
    interface Scorer {
        long points(NodeInfo node);

        default void normalize(long[] points) {}
    }

    /** The most becomes 100, the others in proportion. */
    static void inProportion(long[] points) {
        long most = 0;
        for (long one : points) {
            most = Math.max(most, one);
        }
        for (int i = 0; most > 0 && i < points.length; i++) {
            points[i] = points[i] * MOST / most;
        }
    }

    /** Like {@link #inProportion}, then fewer is better: nothing at all gives 100. */
    static void fewerIsBetter(long[] points) {
        inProportion(points);
        for (int i = 0; i < points.length; i++) {
            points[i] = MOST - points[i];
        }
    }
}
