package io.navarch.kubelet.runtime;

/** The runtime could not be reached or failed in a way that may pass. */
public final class RuntimeTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RuntimeTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
