package io.navarch.kubelet.probe;

import io.navarch.kubelet.spec.Probe;

/**
 * Counts equal results in a row. verdict: what the last row that reached its threshold said.
 *
 * @param last the latest result
 * @param row how many times in a row it came
 */
record ProbeCount(boolean verdict, boolean last, int row) {

    static ProbeCount startingAt(boolean verdict) {
        return new ProbeCount(verdict, verdict, 0);
    }

    ProbeCount after(boolean success, Probe probe) {
        int now = success == last ? row + 1 : 1;
        int threshold = success ? probe.successes() : probe.failures();
        return new ProbeCount(now >= threshold ? success : verdict, success, now);
    }

    /** Whether the latest result made it a failure that is to be acted upon. */
    boolean failed() {
        return !verdict && !last && row > 0;
    }
}
