package io.navarch.command.host;

import io.navarch.command.host.ProcessTable.Entry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** TERM and KILL for processes that are still the ones they were when they were noted. */
final class Signals {

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Signals() {}

    static void terminate(List<Entry> processes) {
        processes.stream().filter(ProcessTable::runs).forEach(e -> ProcessHandle.of(e.pid()).ifPresent(ProcessHandle::destroy));
    }

    static void kill(List<Entry> processes) {
        processes.stream().filter(ProcessTable::runs).forEach(e -> ProcessHandle.of(e.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Returns when none of them runs any more, or when the time is over. */
    static void awaitGone(List<Entry> processes, long withinMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        while (processes.stream().anyMatch(ProcessTable::runs) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
