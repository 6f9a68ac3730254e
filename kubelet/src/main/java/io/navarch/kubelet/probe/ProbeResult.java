package io.navarch.kubelet.probe;

/** How one probing ended; the output says why it failed. */
public record ProbeResult(boolean success, String output) {

    public static final ProbeResult SUCCESS = new ProbeResult(true, "");

    public static ProbeResult failure(String output) {
        return new ProbeResult(false, output);
    }
}
