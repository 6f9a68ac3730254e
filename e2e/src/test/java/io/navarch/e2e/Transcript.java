package io.navarch.e2e;

import io.navarch.e2e.Scenario.Ending;
import io.navarch.e2e.Scenario.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a scenario and keeps what was typed and answered. */
final class Transcript {

    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(120);
    private static final long PAUSE_MILLIS = 200;

    private record Result(int code, String output) {}

    private final StringBuilder text = new StringBuilder();
    private final Path folder;
    private final Map<String, String> environment;

    Transcript(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Throws an AssertionError with the transcript at the first step that does not hold. */
    void play(Scenario scenario) throws IOException, InterruptedException {
        try {
            for (Step step : scenario.steps()) {
                play(step);
            }
        } finally {
            for (String command : scenario.cleaning()) {
                run(command);
            }
        }
    }

    private void play(Step step) throws IOException, InterruptedException {
        long end = System.nanoTime() + step.within().toNanos();
        while (true) {
            Result result = run(step.command());
            String complaint = complaint(step, result);
            if (complaint.isEmpty()) {
                text.append("$ ").append(step.command()).append('\n').append(result.output());
                return;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(complaint + "\n" + text + "$ " + step.command() + "\n" + result.output());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static String complaint(Step step, Result result) {
        if ((result.code() == 0) != (step.ending() == Ending.WELL)) {
            return "ended with " + result.code() + ": " + step.command();
        }
        for (String has : step.has()) {
            if (!result.output().contains(has)) {
                return "no \"" + has + "\" in the output of: " + step.command();
            }
        }
        for (String hasNot : step.hasNot()) {
            if (result.output().contains(hasNot)) {
                return "\"" + hasNot + "\" in the output of: " + step.command();
            }
        }
        return "";
    }

    private Result run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectInput(Path.of("/dev/null").toFile());
        Process process = builder.start();
        Thread limit = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(LONGEST_COMMAND.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        limit.interrupt();
        return new Result(code, output);
    }
}
