package io.navarch.kubelet.stream;

import io.grpc.Status;

/** A stream that cannot be had, with what to tell the asker. */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Status status;

    private Unavailable(Status status) {
        super(status.getDescription(), null, false, false);
        this.status = status;
    }

    static Unavailable notFound(String message) {
        return new Unavailable(Status.NOT_FOUND.withDescription(message));
    }

    static Unavailable badRequest(String message) {
        return new Unavailable(Status.FAILED_PRECONDITION.withDescription(message));
    }

    public Status status() {
        return status;
    }
}
