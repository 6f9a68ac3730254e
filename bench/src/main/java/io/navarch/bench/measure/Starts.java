package io.navarch.bench.measure;

import io.navarch.bench.target.OwnServer;
import io.navarch.bench.target.OwnServer.StoreKind;
import io.navarch.bench.target.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How long a start takes, and what an API server that nobody asks anything takes of memory. */
public final class Starts {

    private static final int TIMES = 5;
    private static final Duration IDLE = Duration.ofSeconds(8);

    private Starts() {}

    /** From the process's start, in a clean folder, to /readyz; the middle one of five. */
    public static Result untilReady(Path launcher, StoreKind store) {
        double[] seconds = IntStream.range(0, TIMES)
                .mapToDouble(i -> {
                    try (OwnServer server = OwnServer.start(launcher, store)) {
                        return server.untilReady().toNanos() / 1e9;
                    }
                })
                .sorted()
                .toArray();
        return Result.of("start", seconds[TIMES / 2], "s",
                "fastest %.2f, slowest %.2f".formatted(seconds[0], DoubleStream.of(seconds).max().orElse(0)));
    }

    public static Result idleMemory(Path launcher, StoreKind store) {
        try (OwnServer server = OwnServer.start(launcher, store)) {
            LockSupport.parkNanos(IDLE.toNanos());
            Usage usage = server.usage().orElseThrow();
            return new Result("idle", usage.residentBytes() / 1e6, "MB", Optional.empty(), Optional.empty(), Optional.of(usage),
                    "the API server alone, after " + IDLE.toSeconds() + " s");
        }
    }
}
