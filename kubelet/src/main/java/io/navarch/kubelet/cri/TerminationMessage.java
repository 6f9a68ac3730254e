package io.navarch.kubelet.cri;

import io.navarch.kubelet.container.ContainerConfigs;
import io.navarch.proto.cri.v1.ContainerStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a container said of its end: the file it wrote, or else, if its policy says so and it failed, the end of its log. */
final class TerminationMessage {

    static final int FILE_LIMIT = 4096;
    static final int LOG_LIMIT = 2048;
    static final int LOG_LINES = 80;

    private TerminationMessage() {}

    static String of(ContainerStatus status) {
        String file = status.getAnnotationsOrDefault(ContainerConfigs.TERMINATION_FILE, "");
        String message = file.isEmpty() ? "" : tail(Path.of(file), FILE_LIMIT);
        boolean fromLog = message.isEmpty()
                && status.getExitCode() != 0
                && status.getAnnotationsOrDefault(ContainerConfigs.TERMINATION_POLICY, "").equals("FallbackToLogsOnError");
        if (fromLog && !status.getLogPath().isEmpty()) {
            message = lastLines(tail(Path.of(status.getLogPath()), LOG_LIMIT * 4));
        }
        // What the runtime says, it says when the container could not start.
        return message.isEmpty() ? status.getMessage() : message;
    }

    private static String lastLines(String log) {
        List<String> lines = log.lines().map(TerminationMessage::content).toList();
        String text = String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        String ended = text.isEmpty() ? "" : text + "\n";
        return ended.length() <= LOG_LIMIT ? ended : ended.substring(ended.length() - LOG_LIMIT);
    }

    /** A CRI log line is "TIME STREAM TAG CONTENT". */
    private static String content(String line) {
        String[] parts = line.split(" ", 4);
        return parts.length == 4 ? parts[3] : "";
    }

    private static String tail(Path file, int limit) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - limit);
            in.seek(from);
            byte[] bytes = new byte[Math.toIntExact(in.length() - from)];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
