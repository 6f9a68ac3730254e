package io.navarch.bench.app;

import io.navarch.bench.measure.Result;
import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table, line by line as results come, and the same as JSON. */
final class Report {

    private static final double MB = 1e6;

    private final PrintStream out;
    private final List<Result> results = new ArrayList<>();
    private String target = "";

    Report(PrintStream out) {
        this.out = out;
    }

    List<Result> results() {
        return results;
    }

    void machine(boolean quick) {
        out.printf(Locale.ROOT, "%s%n", machine() + (quick ? ", quick" : ""));
        out.printf(Locale.ROOT, "%-24s %12s %-8s %8s %8s %8s %9s %7s %9s %7s %14s  %s%n", "measure", "value", "", "p50 ms", "p99 ms", "max ms",
                "MB", "cpu s", "cpu us/op", "RSS MB", "gc", "note");
    }

    void target(String title) {
        target = title;
        out.println("-- " + title);
    }

    private static String machine() {
        return "%d CPUs, Java %s, %s %s %s, load %.1f".formatted(Runtime.getRuntime().availableProcessors(), Runtime.version(),
                System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch"), load());
    }

    private static double load() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    void add(Result result) {
        results.add(result);
        String load = result.load()
                .map(l -> String.format(Locale.ROOT, "%8.1f %8.1f %8.1f %9.1f", l.p50(), l.p99(), l.longest(), l.bytes() / MB))
                .orElse(String.format("%8s %8s %8s %9s", "", "", "", ""));
        String cpu = result.cpuSeconds().map(s -> String.format(Locale.ROOT, "%7.1f", s)).orElse("       ");
        String each = result.cpuMicrosEach().map(micros -> String.format(Locale.ROOT, "%9.0f", micros)).orElse("         ");
        String memory = result.after().map(u -> String.format(Locale.ROOT, "%7.0f", u.residentBytes() / MB)).orElse("       ");
        String pauses = result.before().map(b -> String.format(Locale.ROOT, "%4d, %5.0f ms",
                result.after().orElseThrow().pauses() - b.pauses(),
                result.after().orElseThrow().pauseMillis() - b.pauseMillis())).orElse("");
        out.printf(Locale.ROOT, "%-24s %12.1f %-8s %s %s %s %s %14s  %s%n", result.name(), result.value(), result.unit(), load, cpu, each, memory,
                pauses, result.note());
    }

    void write(Path file, Baseline.Machine machine) throws IOException {
        ObjectNode json = Json.object().put("machine", machine()).put("target", target).put("calibration", machine.perSecond());
        ArrayNode list = json.putArray("results");
        results.forEach(r -> list.add(r.json()));
        Files.write(file, Json.write(json));
    }
}
