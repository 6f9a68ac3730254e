package io.navarch.machinery.election;

import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of a Lease an election reads and writes. */
record LeaseRecord(Metadata metadata, @Nullable Spec spec) {

    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    record Metadata(@Nullable String resourceVersion) {}

    record Spec(
            @Nullable String holderIdentity,
            @Nullable Integer leaseDurationSeconds,
            @Nullable String acquireTime,
            @Nullable String renewTime,
            @Nullable Integer leaseTransitions) {}

    static LeaseRecord read(byte[] json) {
        return Json.read(json, LeaseRecord.class);
    }

    String holder() {
        return spec == null || spec.holderIdentity() == null ? "" : spec.holderIdentity();
    }

    int transitions() {
        return spec == null || spec.leaseTransitions() == null ? 0 : spec.leaseTransitions();
    }

    Duration duration() {
        return Duration.ofSeconds(spec == null || spec.leaseDurationSeconds() == null ? 0 : spec.leaseDurationSeconds());
    }

    /** Changes with every renewal by anybody. */
    String version() {
        return metadata.resourceVersion() == null ? "" : metadata.resourceVersion();
    }

    String acquired() {
        return spec == null || spec.acquireTime() == null ? "" : spec.acquireTime();
    }

    static String time(Instant at) {
        return MICRO_TIME.format(at);
    }

    /** The Lease as it is to be written; "" for the version when it is to be created. */
    static JsonNode write(ObjectKey key, String version, String holder, Duration duration, String acquired, Instant renewed, int transitions) {
        ObjectNode lease = Json.object();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata = lease.putObject("metadata");
        metadata.put("namespace", key.namespace()).put("name", key.name());
        if (!version.isEmpty()) {
            metadata.put("resourceVersion", version);
        }
        lease.putObject("spec")
                .put("holderIdentity", holder)
                .put("leaseDurationSeconds", (int) Math.max(1, duration.toSeconds()))
                .put("acquireTime", acquired)
                .put("renewTime", time(renewed))
                .put("leaseTransitions", transitions);
        return lease;
    }
}
