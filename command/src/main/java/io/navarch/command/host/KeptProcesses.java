package io.navarch.command.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes that are started again whenever they end, each by a keeper (the script bin/keep) of its own. A file NAME.keeper and a
 * file NAME.pid in the run folder hold pid and start time, so that only our own processes are ever signalled.
 */
public final class KeptProcesses {

    private final Path runFolder;
    private final Path logFolder;
    private final Path keep;

    public KeptProcesses(Path runFolder, Path logFolder, Path distribution) {
        this.runFolder = runFolder;
        this.logFolder = logFolder;
        this.keep = distribution.resolve("bin/keep");
    }

    /** One process, whether it runs now, and under which pid. */
    public record State(String name, boolean kept, Optional<Long> pid) {}

    /** Starts a command in a session of its own: it outlives us. Environment entries are NAME=VALUE. */
    public void start(String name, List<String> environment, List<String> command) {
        List<String> line = new ArrayList<>(List.of("setsid", "bash", keep.toString(), runFolder.toString(), name,
                logFolder.resolve(name + ".log").toString(), "env"));
        line.addAll(environment);
        line.addAll(command);
        try {
            new ProcessBuilder(line)
                    .directory(runFolder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<State> states() {
        return names().stream()
                .map(name -> new State(name, running(name + ".keeper").isPresent(),
                        running(name + ".pid").map(ProcessTable.Entry::pid)))
                .toList();
    }

    public boolean anyRuns() {
        return states().stream().anyMatch(state -> state.kept() || state.pid().isPresent());
    }

    /** Ends the keepers, then asks the processes to end, then ends what is left after the given time. */
    public void stopAll(long withinMillis) {
        List<ProcessTable.Entry> keepers = entries(".keeper");
        Signals.kill(keepers);
        Signals.awaitGone(keepers, withinMillis);
        List<ProcessTable.Entry> processes = entries(".pid");
        Signals.terminate(processes);
        Signals.awaitGone(processes, withinMillis);
        Signals.kill(processes);
        Signals.awaitGone(processes, TimeUnit.SECONDS.toMillis(2));
        names().forEach(name -> {
            delete(runFolder.resolve(name + ".keeper"));
            delete(runFolder.resolve(name + ".pid"));
        });
    }

    private List<ProcessTable.Entry> entries(String suffix) {
        return names().stream().flatMap(name -> running(name + suffix).stream()).toList();
    }

    private Optional<ProcessTable.Entry> running(String file) {
        try {
            String[] noted = Files.readString(runFolder.resolve(file)).strip().split(" ");
            return ProcessTable.entry(Long.parseLong(noted[0]))
                    .filter(entry -> noted.length > 1 && Long.toString(entry.startTicks()).equals(noted[1]));
        } catch (IOException | NumberFormatException neverStarted) {
            return Optional.empty();
        }
    }

    private List<String> names() {
        if (!Files.isDirectory(runFolder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runFolder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".keeper") || file.endsWith(".pid"))
                    .map(file -> file.substring(0, file.lastIndexOf('.')))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
