package io.navarch.command.host;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the machine's own tools. A command that takes longer than {@value #LIMIT_SECONDS} s is ended. */
public final class Shell {

    static final int LIMIT_SECONDS = 60;

    private Shell() {}

    /** A command's exit code and what it said on both outputs. */
    public record Result(int code, String output) {
        public boolean ok() {
            return code == 0;
        }
    }

    /** Throws {@link CommandFailed} unless the command ends with 0. */
    public static String run(String... command) {
        return demand(List.of(command), attempt("", List.of(command)));
    }

    /** The same, with an input. */
    public static String feed(String input, String... command) {
        return demand(List.of(command), attempt(input, List.of(command)));
    }

    public static Result attempt(String... command) {
        return attempt("", List.of(command));
    }

    private static String demand(List<String> command, Result result) {
        if (!result.ok()) {
            throw new CommandFailed(String.join(" ", command) + " ended with " + result.code() + ": " + result.output().strip());
        }
        return result.output();
    }

    private static Result attempt(String input, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "took longer than " + LIMIT_SECONDS + " s");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        }
    }

    /** Whether a program is where root's programs are. */
    public static boolean has(String program) {
        return List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
