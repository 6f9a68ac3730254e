package io.navarch.bench.load;

import java.util.Arrays;

/** What came of a load: how many, how many a second, how long they took, in milliseconds, and what went over the wire. */
public record Load(int count, double perSecond, double p50, double p99, double longest, long bytes, long failed) {

    private static final double MICROS_PER_MILLI = 1000;

    /** The times are each request's in microseconds, in any order. */
    public static Load of(double seconds, long[] micros, long bytes, long failed) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Load(sorted.length, sorted.length / seconds, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), bytes, failed);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / MICROS_PER_MILLI;
    }
}
