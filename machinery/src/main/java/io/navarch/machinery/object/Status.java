package io.navarch.machinery.object;

import org.jspecify.annotations.Nullable;

/** What the API answers when it refuses: metav1.Status, of which components look at the code, the reason and the message. */
public record Status(int code, @Nullable String reason, @Nullable String message) {

    public boolean notFound() {
        return code == 404;
    }

    /** The object changed since it was read, or exists already: plan again from a newer world. */
    public boolean conflict() {
        return code == 409;
    }

    /** Worth trying again later as it is: overload, timeouts, and what the server itself failed at. */
    public boolean passing() {
        return code == 429 || code >= 500;
    }
}
