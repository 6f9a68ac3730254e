package io.navarch.kubelet.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A line of a CRI log: {@code TIME STREAM TAGS CONTENT}. A part of a longer line (tag P) has no newline of its own.
 *
 * @param content with the newline, if it ends a line
 */
record LogLine(String time, String stream, byte[] content) {

    /** null: no log line. The bytes hold the line without its newline. */
    static @Nullable LogLine parse(byte[] line) {
        int first = indexOf(line, 0);
        int second = first < 0 ? -1 : indexOf(line, first + 1);
        int third = second < 0 ? -1 : indexOf(line, second + 1);
        if (third < 0) {
            return null;
        }
        String time = new String(line, 0, first, StandardCharsets.US_ASCII);
        String stream = new String(line, first + 1, second - first - 1, StandardCharsets.US_ASCII);
        boolean partial = line[second + 1] == 'P';
        int length = line.length - third - 1;
        byte[] content = new byte[length + (partial ? 0 : 1)];
        System.arraycopy(line, third + 1, content, 0, length);
        if (!partial) {
            content[length] = '\n';
        }
        return new LogLine(time, stream, content);
    }

    private static int indexOf(byte[] line, int from) {
        for (int i = from; i < line.length; i++) {
            if (line[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    boolean wanted(LogOptions options) {
        return (options.stream().isEmpty() || options.stream().equals(stream)) && (options.since() == null || !before(options.since()));
    }

    private boolean before(Instant since) {
        try {
            return OffsetDateTime.parse(time).toInstant().isBefore(since);
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }

    byte[] bytes(boolean withTime) {
        if (!withTime) {
            return content;
        }
        byte[] prefix = (time + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[prefix.length + content.length];
        System.arraycopy(prefix, 0, all, 0, prefix.length);
        System.arraycopy(content, 0, all, prefix.length, content.length);
        return all;
    }
}
