package io.navarch.apiserver.status;

import java.util.List;

/** What a Status is about. Empty strings, an empty list and zero are left out of the answer. */
public record Details(String name, String group, String kind, String uid, List<Cause> causes, int retryAfterSeconds) {

    /** One of several reasons; for a field, its type, its message and its path. */
    public record Cause(String reason, String message, String field) {}

    public static Details of(String group, String kind, String name) {
        return new Details(name, group, kind, "", List.of(), 0);
    }

    public static Details causes(List<Cause> causes) {
        return new Details("", "", "", "", causes, 0);
    }

    public static Details retryAfter(int seconds) {
        return new Details("", "", "", "", List.of(), seconds);
    }

    public Details withCauses(List<Cause> newCauses) {
        return new Details(name, group, kind, uid, newCauses, retryAfterSeconds);
    }

    public Details withRetryAfter(int seconds) {
        return new Details(name, group, kind, uid, causes, seconds);
    }
}
