package io.navarch.apiserver.wire;

/** A body that is not what its Content-Type says. The message is what Kubernetes' decoder says of it. */
public final class Undecodable extends RuntimeException {

    public Undecodable(String message) {
        super(message, null, false, false);
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
