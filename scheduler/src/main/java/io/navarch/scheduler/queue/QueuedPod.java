package io.navarch.scheduler.queue;

import io.navarch.scheduler.cluster.PodInfo;
import java.time.Instant;
import java.util.Set;

/** A pod with its history in the queue. */
public final class QueuedPod {

    /** Where it is. OUT: with nobody, or with the one who polled it. */
    enum Place {
        ACTIVE,
        BACKOFF,
        UNSCHEDULABLE,
        OUT
    }

    /** Why it waits: refused by filters, which eases up as soon as there is nothing else to do; or trouble, which does not. */
    enum Pause {
        REFUSED,
        TROUBLE
    }

    PodInfo pod;
    Place place = Place.OUT;
    Pause pause = Pause.REFUSED;
    Set<String> rejectors = Set.of();
    Instant since;
    Instant pausedUntil;
    long order;
    private int attempts;
    private final Instant firstSeen;

    QueuedPod(PodInfo pod, Instant now) {
        this.pod = pod;
        this.since = now;
        this.pausedUntil = now;
        this.firstSeen = now;
    }

    public PodInfo pod() {
        return pod;
    }

    /** How often it was decided about. */
    public int attempts() {
        return attempts;
    }

    public Instant firstSeen() {
        return firstSeen;
    }

    void attempt() {
        attempts++;
    }
}
