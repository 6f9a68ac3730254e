package io.navarch.controllermanager.certificates;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.CertificateRequest;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.identity.Pem;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Removes requests an hour after they came to an end, and a day after they were made or approved and nothing became of them. */
public final class CertificateRequestCleaner implements WritingController {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PENDING = Duration.ofDays(1);

    @Override
    public String name() {
        return "certificatesigningrequest-cleaner-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.CERTIFICATE_REQUEST);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        marks.accept(change.key());
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        return world.table(Kinds.CERTIFICATE_REQUEST)
                .get(key)
                .filter(request -> !request.metadata().beingDeleted())
                .map(request -> plan(request, now))
                .orElse(Plan.nothing());
    }

    static Plan<Write> plan(CertificateRequest request, Instant now) {
        Instant end = end(request).orElse(Instant.MAX);
        if (end.equals(Instant.MAX)) {
            return Plan.nothing();
        }
        return end.isAfter(now)
                ? Plan.waitUntil(end)
                : Plan.of(List.of(Write.delete(Kinds.CERTIFICATE_REQUESTS, request.metadata())));
    }

    private static Optional<Instant> end(CertificateRequest request) {
        JsonNode conditions = request.status() == null ? null : request.status().get("conditions");
        if (conditions == null || conditions.isEmpty()) {
            return Optional.ofNullable(request.metadata().creationTimestamp()).map(made -> made.plus(PENDING));
        }
        return conditions.valueStream().flatMap(c -> end(request, c)).min(Comparator.naturalOrder());
    }

    private static Stream<Instant> end(CertificateRequest request, JsonNode condition) {
        Instant since = Times.read(condition.get("lastUpdateTime"));
        String certificate = Requests.certificate(request);
        return switch (condition.path("type").asString("")) {
            case "Denied", "Failed" -> Stream.ofNullable(since).map(s -> s.plus(KEPT));
            case "Approved" -> certificate.isEmpty()
                    ? Stream.ofNullable(since).map(s -> s.plus(PENDING))
                    : Stream.concat(Stream.ofNullable(since).map(s -> s.plus(KEPT)), expiration(certificate));
            default -> Stream.empty();
        };
    }

    private static Stream<Instant> expiration(String pem) {
        try {
            return Pem.readCertificates(pem).stream().limit(1).map(X509Certificate::getNotAfter).map(date -> date.toInstant());
        } catch (IllegalArgumentException unreadable) {
            return Stream.empty();
        }
    }
}
