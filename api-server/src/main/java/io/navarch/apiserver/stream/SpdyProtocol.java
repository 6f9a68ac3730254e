package io.navarch.apiserver.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The versions of remote command over SPDY, newest first, as named in X-Stream-Protocol-Version. */
enum SpdyProtocol {
    V4("v4.channel.k8s.io", true, true),
    V3("v3.channel.k8s.io", true, false),
    V2("v2.channel.k8s.io", false, false),
    V1("channel.k8s.io", false, false);

    private final String name;
    private final boolean resizes;
    private final boolean statusOnError;

    SpdyProtocol(String name, boolean resizes, boolean statusOnError) {
        this.name = name;
        this.resizes = resizes;
        this.statusOnError = statusOnError;
    }

    String protocol() {
        return name;
    }

    /** Whether a terminal's client opens a resize stream. */
    boolean resizes() {
        return resizes;
    }

    /** Whether the error stream carries a Status rather than plain text. */
    boolean statusOnError() {
        return statusOnError;
    }

    /** The newest one among those the client offers. */
    static Optional<SpdyProtocol> newestOf(List<String> offered) {
        return Arrays.stream(values()).filter(p -> offered.contains(p.name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(SpdyProtocol::protocol).toList();
    }
}
