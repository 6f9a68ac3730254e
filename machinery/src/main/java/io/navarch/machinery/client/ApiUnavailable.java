package io.navarch.machinery.client;

/** Trouble: the API server could not be reached or did not answer in time. Whether a write took effect is unknown. */
public final class ApiUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ApiUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
