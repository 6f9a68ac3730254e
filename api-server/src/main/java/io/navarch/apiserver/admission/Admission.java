package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Reservation;
import java.util.List;

/** All plugins in their order. */
public final class Admission {

    private final List<Plugin> plugins;

    public Admission(List<Plugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    public void mutate(Attributes attributes) {
        Round round = new Round();
        plugins.forEach(plugin -> plugin.mutate(attributes, round));
        if (round.wantsRepeat()) {
            round.begin();
            plugins.forEach(plugin -> plugin.mutate(attributes, round));
        }
    }

    /** What the write has used up by now must be kept or given back. */
    public Reservation validate(Attributes attributes) {
        for (Plugin plugin : plugins) {
            plugin.validate(attributes);
        }
        Reservation taken = Reservation.NOTHING;
        for (Plugin plugin : plugins) {
            Reservation more = plugin.reserve(attributes);
            taken = more == Reservation.NOTHING ? taken : taken.and(more);
        }
        return taken;
    }
}
