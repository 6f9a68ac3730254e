package io.navarch.controllermanager.certificates;

import io.navarch.controllermanager.certificates.CertificateSigner.Answer;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.CertificateRequest;
import io.navarch.controllermanager.write.Times;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.identity.ClusterAuthority;
import io.navarch.machinery.identity.Pem;
import io.navarch.machinery.identity.SigningRequest;
import io.navarch.machinery.loop.Controller;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Signs approved requests with the cluster's authority, or says that they failed. A key is a request. */
public final class CertificateSigner implements Controller<Answer> {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SHORTEST = Duration.ofMinutes(10);
    /** Shorter lives are not cut by the time certificates are dated back. */
    private static final Duration SHORT = Duration.ofHours(8);
    private static final Duration DATED_BACK = Duration.ofMinutes(5);

    /** What is answered to a request: a certificate, or why there is none. */
    public sealed interface Answer {
        CertificateRequest request();

        Instant at();
    }

    record Issue(CertificateRequest request, SigningRequest asked, Instant at) implements Answer {}

    record Fail(CertificateRequest request, String why, Instant at) implements Answer {}

    private final ClusterAuthority authority;

    public CertificateSigner(ClusterAuthority authority) {
        this.authority = authority;
    }

    @Override
    public String name() {
        return "certificatesigningrequest-signing-controller";
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
    public Plan<Answer> plan(ObjectKey key, World world, Instant now) {
        return world.table(Kinds.CERTIFICATE_REQUEST)
                .get(key)
                .filter(r -> Requests.approved(r) && !Requests.failed(r) && Requests.certificate(r).isEmpty())
                .filter(r -> Signers.known(r.spec().signerName()))
                .flatMap(r -> answer(r, now))
                .map(answer -> Plan.of(List.of(answer)))
                .orElse(Plan.nothing());
    }

    private static Optional<Answer> answer(CertificateRequest request, Instant now) {
        return Requests.asked(request).map(asked ->
                Signers.refusal(request.spec().signerName(), asked, request.spec().usages())
                        .<Answer>map(why -> new Fail(request, why, now))
                        .orElseGet(() -> new Issue(request, asked, now)));
    }

    @Override
    public Outcome carryOut(Answer answer, Api api) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("resourceVersion", answer.request().metadata().resourceVersion());
        ObjectNode status = patch.putObject("status");
        switch (answer) {
            case Issue issue -> status.put("certificate", certificate(issue));
            case Fail fail -> fail(status, fail);
        }
        return api.patch(
                Kinds.CERTIFICATE_REQUESTS, answer.request().metadata().key(), Subresource.STATUS, PatchType.MERGE, patch);
    }

    private String certificate(Issue issue) {
        Duration life = life(issue.request().spec().expirationSeconds());
        Duration left = life.compareTo(SHORT) < 0 ? life : life.minus(DATED_BACK);
        String pem = Pem.certificates(
                List.of(authority.sign(issue.asked(), issue.request().spec().usages(), issue.at(), left)));
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static void fail(ObjectNode status, Fail fail) {
        ArrayNode conditions = status.putArray("conditions");
        JsonNode before = fail.request().status() == null ? Json.object() : fail.request().status().path("conditions");
        before.forEach(conditions::add);
        conditions.addObject()
                .put("type", "Failed")
                .put("status", "True")
                .put("reason", "SignerValidationFailure")
                .put("message", fail.why())
                .put("lastUpdateTime", Times.seconds(fail.at()));
    }

    static Duration life(@Nullable Integer seconds) {
        Duration wanted = seconds == null ? LONGEST : Duration.ofSeconds(seconds);
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    }
}
