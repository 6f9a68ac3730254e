package io.navarch.apiserver.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach etcd.
 *
 * @param endpoints all members, http or https
 * @param tls for https endpoints; null for http
 * @param requestTimeout how long a request may take before the store counts as unavailable
 */
public record EtcdSettings(List<URI> endpoints, @Nullable Tls tls, Duration requestTimeout) {

    /** PEM files: who may sign the members' certificates, and the certificate and PKCS#8 key to show them. */
    public record Tls(Path ca, Path certificate, Path key) {}

    public static EtcdSettings plain(List<URI> endpoints) {
        return new EtcdSettings(endpoints, null, Duration.ofSeconds(10));
    }

    public static EtcdSettings secure(List<URI> endpoints, Tls tls) {
        return new EtcdSettings(endpoints, tls, Duration.ofSeconds(10));
    }
}
