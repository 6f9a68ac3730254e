package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says where a pod may go. */
public interface Filter {

    String name();

    /** Looks at the pod once; what comes back is asked per node. */
    Ruling prepare(PodInfo pod, Surroundings around);

    sealed interface Ruling {}

    /** The filter has nothing to say about this pod. */
    record Indifferent() implements Ruling {}

    /** No node will do, whichever. */
    record NoNode(Reason reason) implements Ruling {}

    /** Each node is checked; only: none but these can do (null: any). */
    record EachNode(Check check, @Nullable Set<String> only) implements Ruling {}

    Ruling INDIFFERENT = new Indifferent();

    static Ruling each(Check check) {
        return new EachNode(check, null);
    }

    /** Null: the pod fits on the node as far as this filter is concerned. */
    interface Check {
        @Nullable Reason refuses(NodeInfo node);
    }
}
