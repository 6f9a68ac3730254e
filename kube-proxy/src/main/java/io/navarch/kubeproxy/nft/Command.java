package io.navarch.kubeproxy.nft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the node with a text on its standard input. */
final class Command {

    private static final int LONGEST_SECONDS = 60;
    private static final int MESSAGE_LIMIT = 2000;

    private Command() {}

    static void run(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread writer = Thread.ofVirtual().start(() -> {
                try (var in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                } catch (IOException ended) {
                    process.destroy();
                }
            });
            String output = new String(process.getInputStream().readNBytes(MESSAGE_LIMIT), StandardCharsets.UTF_8);
            process.getInputStream().skip(Long.MAX_VALUE);
            writer.join();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new CommandFailed(command + " did not end within " + LONGEST_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new CommandFailed(command + " ended with " + process.exitValue() + ": " + output);
            }
        } catch (IOException e) {
            throw new CommandFailed(command + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(command + " was interrupted");
        }
    }
}
