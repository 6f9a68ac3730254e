package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Reservation;

/** One policy. Both phases refuse by throwing a Refusal. Plugins keep no state between the phases. */
public interface Plugin {

    /** As Kubernetes calls it: "NamespaceLifecycle". */
    String name();

    /** Changes the object. May be called again after a webhook has changed it, so it must be content with its own work. */
    default void mutate(Attributes attributes) {}

    /** As above, for plugins to whom it matters what came before. */
    default void mutate(Attributes attributes, Round round) {
        mutate(attributes);
    }

    default void validate(Attributes attributes) {}

    /** Takes, as the last thing before the object is stored, what it uses up; refuses when there is not enough. */
    default Reservation reserve(Attributes attributes) {
        return Reservation.NOTHING;
    }
}
