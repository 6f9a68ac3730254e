package io.navarch.apiserver.http;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.proto.v1.LogsRequest;
import io.navarch.proto.v1.PodRef;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a log request asks for, as in core/v1 PodLogOptions. */
record LogOptions(
        String container,
        boolean follow,
        boolean previous,
        boolean timestamps,
        Optional<Long> sinceSeconds,
        Optional<String> sinceTime,
        Optional<Long> tailLines,
        Optional<Long> limitBytes) {

    static LogOptions of(Query query, String pod) {
        LogOptions options = new LogOptions(
                query.first("container"),
                flag(query, "follow"),
                flag(query, "previous"),
                flag(query, "timestamps"),
                number(query, "sinceSeconds"),
                time(query),
                number(query, "tailLines"),
                number(query, "limitBytes"));
        List<FieldError> errors = options.errors(query);
        if (!errors.isEmpty()) {
            throw Refusal.invalid("", "PodLogOptions", pod, errors);
        }
        return options;
    }

    private List<FieldError> errors(Query query) {
        List<FieldError> errors = new ArrayList<>();
        tailLines.filter(n -> n < 0).ifPresent(n -> errors.add(
                FieldError.invalid(FieldPath.of("tailLines"), n, "must be greater than or equal to 0")));
        limitBytes.filter(n -> n < 1).ifPresent(
                n -> errors.add(FieldError.invalid(FieldPath.of("limitBytes"), n, "must be greater than 0")));
        if (sinceSeconds.isPresent() && sinceTime.isPresent()) {
            errors.add(new FieldError(
                    FieldError.Type.FORBIDDEN, "[]", "", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        } else {
            sinceSeconds.filter(n -> n < 1).ifPresent(
                    n -> errors.add(FieldError.invalid(FieldPath.of("sinceSeconds"), n, "must be greater than 0")));
        }
        if (query.has("stream")) {
            errors.add(FieldError.forbidden(FieldPath.of("stream"), "may not be specified"));
        }
        return errors;
    }

    private static boolean flag(Query query, String name) {
        String value = query.first(name);
        return query.has(name) && (value.isEmpty() || value.equals("true") || value.equals("1") || value.equals("t"));
    }

    private static Optional<Long> number(Query query, String name) {
        if (!query.has(name) || query.first(name).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(query.first(name)));
        } catch (NumberFormatException notANumber) {
            throw Refusal.badRequest("strconv.ParseInt: parsing \"" + query.first(name) + "\": invalid syntax");
        }
    }

    private static Optional<String> time(Query query) {
        String text = query.first("sinceTime");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text).toString());
        } catch (DateTimeException notATime) {
            throw Refusal.badRequest("parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse");
        }
    }

    LogsRequest request(PodRef pod) {
        LogsRequest.Builder request = LogsRequest.newBuilder()
                .setPod(pod)
                .setFollow(follow)
                .setPrevious(previous)
                .setTimestamps(timestamps);
        sinceSeconds.ifPresent(request::setSinceSeconds);
        sinceTime.ifPresent(request::setSinceTime);
        tailLines.ifPresent(request::setTailLines);
        limitBytes.ifPresent(request::setLimitBytes);
        return request.build();
    }
}
