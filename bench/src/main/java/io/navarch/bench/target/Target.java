package io.navarch.bench.target;

import java.util.Optional;

/** An API server to load. Its certificate is not checked: measured are machines that one owns. */
public interface Target extends AutoCloseable {

    String host();

    int port();

    /** A bearer token of a cluster administrator. */
    String token();

    /** What the process has used so far; empty for somebody else's server. */
    Optional<Usage> usage();

    /** What it is, for the report. */
    String title();

    default String url(String path) {
        return "https://" + host() + ":" + port() + path;
    }

    @Override
    void close();
}
