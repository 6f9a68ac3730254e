package io.navarch.kubelet.stream;

import io.navarch.proto.v1.LogsRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What of a log is wanted.
 *
 * @param since null: from the beginning
 * @param tailLines -1: all
 * @param limitBytes -1: no limit
 * @param stream "stdout", "stderr", or "" for both
 */
public record LogOptions(
        boolean follow, boolean timestamps, @Nullable Instant since, long tailLines, long limitBytes, String stream) {

    static LogOptions of(LogsRequest request, Instant now) {
        Instant since = request.hasSinceSeconds() ? now.minusSeconds(request.getSinceSeconds())
                : request.hasSinceTime() && !request.getSinceTime().isEmpty()
                        ? OffsetDateTime.parse(request.getSinceTime()).toInstant() : null;
        String stream = switch (request.getStream()) {
            case "Stdout" -> "stdout";
            case "Stderr" -> "stderr";
            default -> "";
        };
        return new LogOptions(request.getFollow(), request.getTimestamps(), since,
                request.hasTailLines() ? request.getTailLines() : -1,
                request.hasLimitBytes() ? request.getLimitBytes() : -1, stream);
    }
}
