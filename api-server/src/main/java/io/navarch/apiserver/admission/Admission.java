package io.navarch.apiserver.admission;

import java.util.List;

/** All plugins in their order. */
public final class Admission {

    private final List<Plugin> plugins;

    public Admission(List<Plugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    public void mutate(Attributes attributes) {
        for (Plugin plugin : plugins) {
            plugin.mutate(attributes);
        }
    }

    public void validate(Attributes attributes) {
        for (Plugin plugin : plugins) {
            plugin.validate(attributes);
        }
    }
}
