package io.navarch.scheduler.plugin;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.World;
import io.navarch.scheduler.cluster.Cluster;
import java.util.Map;

/**
 * What a pod is placed into.
 *
 * @param promisedVolumes volumes (by name) that were promised to claims by decisions the world does not show yet
 */
public record Surroundings(Cluster cluster, World world, Map<String, ObjectKey> promisedVolumes) {}
