package io.navarch.bench.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has used, from /proc and its garbage collection log.
 *
 * @param residentBytes now
 * @param peakBytes the most it was ever resident with
 * @param pauses of the garbage collector so far
 * @param longestPauseMillis the longest of them
 */
public record Usage(double cpuSeconds, long residentBytes, long peakBytes, int pauses, double pauseMillis, double longestPauseMillis) {

    private static final double TICKS_PER_SECOND = 100;
    private static final long KIB = 1024;
    private static final int USER_TIME = 11;
    private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9.]+)ms");

    /** Linux says it in /proc; elsewhere there is nothing to say. */
    static Usage of(long pid, Path pauseLog) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double cpu = (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
            long resident = 0;
            long peak = 0;
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    resident = kibibytes(line);
                } else if (line.startsWith("VmHWM:")) {
                    peak = kibibytes(line);
                }
            }
            int pauses = 0;
            double total = 0;
            double longest = 0;
            for (String line : Files.exists(pauseLog) ? Files.readAllLines(pauseLog) : java.util.List.<String>of()) {
                Matcher pause = PAUSE.matcher(line);
                if (pause.find()) {
                    double millis = Double.parseDouble(pause.group(1));
                    pauses++;
                    total += millis;
                    longest = Math.max(longest, millis);
                }
            }
            return new Usage(cpu, resident, peak, pauses, total, longest);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static long kibibytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
    }
}
