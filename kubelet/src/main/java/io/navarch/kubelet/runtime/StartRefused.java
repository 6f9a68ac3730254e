package io.navarch.kubelet.runtime;

/** Something could not be started as the pod asks; the reason is the one Kubernetes shows, such as CreateContainerConfigError. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public StartRefused(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
