package io.navarch.bench.load;

import io.navarch.bench.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Equal requests by h2load (nghttp2). */
public final class H2load {

    private static final Pattern FINISHED = Pattern.compile("finished in ([0-9.]+)(us|ms|s|m)");
    private static final Pattern SUCCEEDED = Pattern.compile("status codes: ([0-9]+) 2xx");
    private static final Pattern TRAFFIC = Pattern.compile("traffic: [^(]*\\(([0-9]+)\\) total");
    private static final int MICROS_FIELD = 2;

    private final Target target;
    private final List<String> options = new ArrayList<>();
    private final String path;

    private H2load(Target target, String path) {
        this.target = target;
        this.path = path;
    }

    public static boolean installed() {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, "h2load"))) {
                return true;
            }
        }
        return false;
    }

    public static H2load get(Target target, String path) {
        return new H2load(target, path);
    }

    public static H2load post(Target target, String path, Path body) {
        H2load load = new H2load(target, path);
        load.options.addAll(List.of("-d", body.toString(), "-H", "Content-Type: application/json"));
        return load;
    }

    /** So many requests over some connections, some at a time on each. */
    public Load run(int requests, int connections, int atATime) {
        try {
            Path log = Files.createTempFile("h2load", ".log");
            try {
                List<String> command = new ArrayList<>(List.of("h2load", "-n" + requests, "-c" + connections, "-m" + atATime, "-t1",
                        "--log-file=" + log, "-H", "Authorization: Bearer " + target.token()));
                command.addAll(options);
                command.add(target.url(path));
                Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                return read(requests, said, Files.readAllLines(log));
            } finally {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    static Load read(int requests, String said, List<String> log) {
        Matcher finished = FINISHED.matcher(said);
        if (!finished.find()) {
            throw new IllegalStateException("h2load said:\n" + said);
        }
        double seconds = Double.parseDouble(finished.group(1)) * switch (finished.group(2)) {
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            case "m" -> 60;
            default -> 1;
        };
        long good = number(SUCCEEDED, said).orElse(0L);
        long[] micros = log.stream().mapToLong(line -> Long.parseLong(line.split("\t")[MICROS_FIELD])).toArray();
        return Load.of(seconds, micros, number(TRAFFIC, said).orElse(0L), requests - good);
    }

    private static Optional<Long> number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(Long.parseLong(found.group(1))) : Optional.empty();
    }
}
