package io.navarch.kubelet.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A probe; seconds and thresholds have the API's defaults where they are absent. */
public record Probe(
        Container.@Nullable Exec exec,
        Container.@Nullable HttpGet httpGet,
        Container.@Nullable TcpSocket tcpSocket,
        @Nullable Grpc grpc,
        int initialDelaySeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer periodSeconds,
        @Nullable Integer successThreshold,
        @Nullable Integer failureThreshold,
        @Nullable Long terminationGracePeriodSeconds) {

    public record Grpc(int port, @Nullable String service) {}

    public Duration initialDelay() {
        return Duration.ofSeconds(initialDelaySeconds);
    }

    public Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds == null || timeoutSeconds < 1 ? 1 : timeoutSeconds);
    }

    public Duration period() {
        return Duration.ofSeconds(periodSeconds == null || periodSeconds < 1 ? 10 : periodSeconds);
    }

    public int successes() {
        return successThreshold == null || successThreshold < 1 ? 1 : successThreshold;
    }

    public int failures() {
        return failureThreshold == null || failureThreshold < 1 ? 3 : failureThreshold;
    }
}
