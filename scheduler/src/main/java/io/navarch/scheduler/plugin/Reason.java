package io.navarch.scheduler.plugin;

import java.util.List;

/**
 * Why a pod does not fit.
 *
 * @param plugin who says so
 * @param remedy whether taking other pods away could help
 */
public record Reason(String plugin, List<String> messages, Remedy remedy) {

    public enum Remedy {
        EVICTION_MAY_HELP,
        NONE
    }

    static Reason passing(String plugin, String message) {
        return new Reason(plugin, List.of(message), Remedy.EVICTION_MAY_HELP);
    }

    static Reason lasting(String plugin, String message) {
        return new Reason(plugin, List.of(message), Remedy.NONE);
    }
}
