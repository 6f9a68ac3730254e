package io.navarch.apiserver.discovery;

import io.navarch.apiserver.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A short opaque name for the version a resource is stored in, so that a client sees when it changes (KEP-1693). */
final class StorageVersionHash {

    private static final int BYTES = 8;

    /** Kubernetes 1.36 stores these in an older version than any it serves; the hash says so, and nothing else does. */
    private static final Map<String, String> STORED_OLDER = Map.of(
            "customresourcedefinitions.apiextensions.k8s.io", "v1beta1",
            "mutatingadmissionpolicies.admissionregistration.k8s.io", "v1beta1",
            "mutatingadmissionpolicybindings.admissionregistration.k8s.io", "v1beta1");

    private StorageVersionHash() {}

    /** None for what is not stored, such as reviews. */
    static Optional<String> of(ResourceType type) {
        if (!type.can("list") || !type.can("delete")) {
            return Optional.empty();
        }
        String version = STORED_OLDER.getOrDefault(type.storage().groupResource().toString(), type.storage().version());
        String stored = type.storage().group() + "/" + version + "/" + type.kind();
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(stored.getBytes(StandardCharsets.UTF_8));
            return Optional.of(Base64.getEncoder().encodeToString(Arrays.copyOf(sum, BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
