package io.navarch.scheduler.cluster;

/** A term that pods on nodes carry and that concerns pods yet to be placed: repelling or attracting them. */
public record CarriedTerm(Force force, Term term, int weight) {

    public enum Force {
        /** Required anti-affinity: keeps matching pods out of its domain. */
        REPELS,
        /** Preferred anti-affinity, by weight. */
        DISLIKES,
        /** Preferred affinity, by weight. */
        LIKES,
        /** Required affinity: those already here would be needed there; counts as a mild wish the other way round. */
        NEEDS
    }
}
