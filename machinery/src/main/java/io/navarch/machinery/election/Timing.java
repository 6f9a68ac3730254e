package io.navarch.machinery.election;

import java.time.Duration;

/**
 * How an election is paced.
 *
 * @param leaseDuration how long others wait after the last renewal they saw
 * @param renewDeadline how long a leader that cannot renew goes on leading; shorter than leaseDuration
 * @param retryPeriod the pause between two tries; shorter than renewDeadline
 */
public record Timing(Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {

    /** As Kubernetes' components have it. */
    public static final Timing USUAL = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

    public Timing {
        if (leaseDuration.compareTo(renewDeadline) <= 0 || renewDeadline.compareTo(retryPeriod) <= 0) {
            throw new IllegalArgumentException("an election needs leaseDuration > renewDeadline > retryPeriod, not "
                    + leaseDuration + ", " + renewDeadline + ", " + retryPeriod);
        }
    }
}
