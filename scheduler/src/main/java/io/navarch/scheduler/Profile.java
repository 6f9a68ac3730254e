package io.navarch.scheduler;

import io.navarch.scheduler.plugin.Plugins;

/**
 * How the pods that name this scheduler are placed.
 *
 * @param percentageOfNodesToScore 0: as the size of the cluster suggests
 */
public record Profile(String schedulerName, Plugins.Settings plugins, int percentageOfNodesToScore) {

    public static final Profile USUAL = new Profile("default-scheduler", Plugins.Settings.USUAL, 0);
}
