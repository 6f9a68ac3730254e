package io.navarch.scheduler.plugin;

import java.util.List;

/** A soft constraint for pods that have none themselves. */
public record SpreadDefault(int maxSkew, String topologyKey) {

    /** The built-in ones; with them a node without a zone still takes part in the spreading over hosts. */
    public static final List<SpreadDefault> SYSTEM =
            List.of(new SpreadDefault(3, SpreadRule.HOSTNAME), new SpreadDefault(5, "topology.kubernetes.io/zone"));
}
