package io.navarch.controllermanager.podgc;

import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Pod;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * @param absentSince when a node that pods name was first seen not to exist
 * @param endedLimit so many pods that ended may stay
 */
record PodGcWorld(
        Collection<Pod> pods,
        Function<String, @Nullable Node> nodes,
        Map<String, Instant> absentSince,
        int endedLimit,
        Instant now) {}
