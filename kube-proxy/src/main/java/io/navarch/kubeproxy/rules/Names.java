package io.navarch.kubeproxy.rules;

import io.navarch.kubeproxy.object.Service;
import io.navarch.machinery.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of chains and sets: readable, unique by a hash, and at most 128 bytes as the kernel wants. */
final class Names {

    private static final int READABLE = 72;
    private static final int HASH_BYTES = 5;

    private final String id;

    Names(ObjectKey service, Service.Port port) {
        String full = service + "/" + port.protocolName() + "/" + port.portName();
        String readable = full.length() > READABLE ? full.substring(0, READABLE) : full;
        this.id = hash(full) + "-" + readable;
    }

    String service() {
        return "service-" + id;
    }

    String local() {
        return "local-" + id;
    }

    String external() {
        return "external-" + id;
    }

    String firewall() {
        return "firewall-" + id;
    }

    String endpoint(Endpoints.Target target) {
        return "endpoint-" + id + "__" + target.ip() + "/" + target.port();
    }

    String affinity(Endpoints.Target target, int seconds) {
        return "affinity-" + id + "__" + target.ip() + "/" + target.port() + "/" + seconds;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
