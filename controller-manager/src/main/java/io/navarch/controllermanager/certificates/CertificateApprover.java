package io.navarch.controllermanager.certificates;

import io.navarch.controllermanager.certificates.CertificateApprover.Question;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.CertificateRequest;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.identity.SigningRequest;
import io.navarch.machinery.loop.Controller;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Status;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Approves requests of kubelets for a client certificate when an access review says that their maker may have it: the subresource
 * selfnodeclient for a node that renews its own, nodeclient for one that joins. A key is a request.
 */
public final class CertificateApprover implements Controller<Question> {

    private static final int FORBIDDEN = 403;

    /** One permission that is enough, and what the approval then says. */
    private record Permission(String subresource, String message) {}

    private static final Permission SELF = new Permission(
            "selfnodeclient", "Auto approving self kubelet client certificate after SubjectAccessReview.");
    private static final Permission JOIN = new Permission(
            "nodeclient", "Auto approving kubelet client certificate after SubjectAccessReview.");

    /** May the maker of the request have what is asked, by any of these permissions? If so it is approved. */
    public static final class Question {
        private final CertificateRequest request;
        private final List<Permission> permissions;

        private Question(CertificateRequest request, List<Permission> permissions) {
            this.request = request;
            this.permissions = permissions;
        }
    }

    @Override
    public String name() {
        return "certificatesigningrequest-approving-controller";
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
    public Plan<Question> plan(ObjectKey key, World world, Instant now) {
        Optional<CertificateRequest> request = world.table(Kinds.CERTIFICATE_REQUEST)
                .get(key)
                .filter(r -> !Requests.decided(r) && Requests.certificate(r).isEmpty())
                .filter(r -> r.spec().signerName().equals(Signers.KUBELET_CLIENT));
        Optional<SigningRequest> asked = request.flatMap(Requests::asked)
                .filter(a -> Signers.refusal(Signers.KUBELET_CLIENT, a, request.get().spec().usages()).isEmpty());
        if (asked.isEmpty()) {
            return Plan.nothing();
        }
        List<Permission> permissions = new ArrayList<>();
        if (asked.get().commonName().equals(request.get().spec().username())) {
            permissions.add(SELF);
        }
        permissions.add(JOIN);
        return Plan.of(List.of(new Question(request.get(), permissions)));
    }

    @Override
    public Outcome carryOut(Question question, Api api) {
        for (Permission permission : question.permissions) {
            Outcome answer = api.create(Kinds.ACCESS_REVIEWS, "", review(question.request, permission));
            if (!(answer instanceof Outcome.Done done)) {
                return answer;
            }
            if (Json.tree(done.json()).path("status").path("allowed").asBoolean(false)) {
                return approve(question.request, permission.message, api);
            }
        }
        return new Outcome.Refused(new Status(FORBIDDEN, "Forbidden", "the access review was not approved"));
    }

    private static ObjectNode review(CertificateRequest request, Permission permission) {
        ObjectNode review = Json.object().put("apiVersion", "authorization.k8s.io/v1").put("kind", "SubjectAccessReview");
        ObjectNode spec = review.putObject("spec").put("user", request.spec().username());
        if (request.spec().uid() != null) {
            spec.put("uid", request.spec().uid());
        }
        request.spec().groups().forEach(spec.putArray("groups")::add);
        if (request.spec().extra() != null) {
            spec.set("extra", request.spec().extra());
        }
        spec.putObject("resourceAttributes")
                .put("group", "certificates.k8s.io")
                .put("version", "*")
                .put("resource", "certificatesigningrequests")
                .put("subresource", permission.subresource)
                .put("verb", "create");
        return review;
    }

    private static Outcome approve(CertificateRequest request, String message, Api api) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("resourceVersion", request.metadata().resourceVersion());
        ArrayNode conditions = patch.putObject("status").putArray("conditions");
        JsonNode before = request.status() == null ? Json.object() : request.status().path("conditions");
        before.forEach(conditions::add);
        conditions.addObject()
                .put("type", "Approved")
                .put("status", "True")
                .put("reason", "AutoApproved")
                .put("message", message);
        return api.patch(
                Kinds.CERTIFICATE_REQUESTS, request.metadata().key(), Subresource.APPROVAL, PatchType.MERGE, patch);
    }
}
