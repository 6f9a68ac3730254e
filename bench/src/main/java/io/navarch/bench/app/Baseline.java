package io.navarch.bench.app;

import io.navarch.bench.measure.Result;
import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the quick measures came to when they were last written down, each divided by what a calibration loop came to on the same machine,
 * so that machines of different speed can be compared roughly. It informs; a shared machine is noisy, so nothing fails by it.
 */
record Baseline(Map<String, Double> ratios) {

    /** How fast this machine is: objects of 3 kB parsed, written and hashed a second, by one thread. */
    record Machine(double perSecond) {

        private static final long NANOS = 1_000_000_000L;

        static Machine calibrate() {
            loop();
            return new Machine(Math.max(loop(), loop()));
        }

        private static double loop() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] text = ("{\"a\":[" + "{\"name\":\"value\",\"number\":12345,\"flag\":true},".repeat(60) + "0]}")
                        .getBytes(StandardCharsets.UTF_8);
                long begun = System.nanoTime();
                long done = 0;
                while (System.nanoTime() - begun < NANOS) {
                    digest.update(Json.write(Json.tree(text)));
                    done++;
                }
                return done * 1e9 / (System.nanoTime() - begun);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Baseline committed() {
        try (InputStream in = Baseline.class.getResourceAsStream("/io/navarch/bench/baseline.json")) {
            Map<String, Double> ratios = new HashMap<>();
            Json.tree(in.readAllBytes()).properties().forEach(p -> ratios.put(p.getKey(), p.getValue().asDouble()));
            return new Baseline(ratios);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void compare(List<Result> results, Machine machine, PrintStream out) {
        out.printf(Locale.ROOT, "%nagainst the baseline (calibration %.0f/s; 1.00 is as before, below is slower):%n", machine.perSecond());
        for (Result result : results) {
            boolean rate = result.unit().endsWith("/s");
            double ratio = switch (result.unit()) {
                case "MB" -> result.value();
                case "s" -> result.value() * machine.perSecond();
                default -> result.value() / machine.perSecond();
            };
            Double before = ratios.get(result.name());
            String compared = before == null ? "new" : String.format(Locale.ROOT, "%.2f", rate ? ratio / before : before / ratio);
            out.printf(Locale.ROOT, "%-24s ratio %14.4f  %s%n", result.name(), ratio, compared);
        }
    }
}
