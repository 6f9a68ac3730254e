package io.navarch.apiserver.review;

import io.navarch.apiserver.authn.Authenticator.Verdict;
import io.navarch.apiserver.authn.ServiceAccountTokens;
import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.authz.Rbac;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Actions;
import io.navarch.apiserver.verb.Answer;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Revision;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The reviews of authentication.k8s.io and authorization.k8s.io, and token requests. */
public final class Reviews {

    private static final String AUTHENTICATION = "authentication.k8s.io";
    private static final String AUTHORIZATION = "authorization.k8s.io";

    private final Verbs verbs;
    private final ServiceAccountTokens tokens;
    private final AccessReviews access;
    private final TokenRequests requests;

    public Reviews(Verbs verbs, ServiceAccountTokens tokens, Authorization authorization, Rbac rbac) {
        this.verbs = verbs;
        this.tokens = tokens;
        this.access = new AccessReviews(verbs, authorization, rbac);
        this.requests = new TokenRequests(verbs, tokens);
    }

    public Actions addTo(Actions actions) {
        return actions.put("", "serviceaccounts", "token", requests::issue)
                .put(AUTHENTICATION, "tokenreviews", "", this::tokenReview)
                .put(AUTHENTICATION, "selfsubjectreviews", "", this::whoAmI)
                .put(AUTHORIZATION, "subjectaccessreviews", "", access::ofSubject)
                .put(AUTHORIZATION, "localsubjectaccessreviews", "", access::ofSubjectHere)
                .put(AUTHORIZATION, "selfsubjectaccessreviews", "", access::ofSelf)
                .put(AUTHORIZATION, "selfsubjectrulesreviews", "", access::rulesOfSelf);
    }

    static Answer answer(Call call, ObjectNode review) {
        return new Answer(201, Json.write(review), call.type().gvk(), Revision.ZERO);
    }

    private Answer whoAmI(Call call, byte[] body) {
        ObjectNode review = verbs.decode(call, body);
        review.putObject("metadata")
                .put("creationTimestamp", verbs.backend().clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        describe(call.user(), review.putObject("status").putObject("userInfo"));
        return answer(call, review);
    }

    private Answer tokenReview(Call call, byte[] body) {
        ObjectNode review = verbs.decode(call, body);
        review.putObject("metadata");
        String token = review.path("spec").path("token").asString("");
        if (token.isEmpty()) {
            throw Refusal.badRequest("token is required for TokenReview in authentication");
        }
        List<String> asked = review.path("spec").path("audiences").valueStream().map(JsonNode::asString).toList();
        List<String> audiences = asked.isEmpty() ? tokens.ownAudiences() : asked;
        ObjectNode status = review.putObject("status");
        switch (tokens.review(token, audiences)) {
            case Verdict.Known known -> {
                status.put("authenticated", true);
                ObjectNode user = status.putObject("user");
                describe(known.user().authenticated(), user);
                List<String> common = tokens.commonAudiences(token, audiences);
                common.forEach(status.putArray("audiences")::add);
            }
            case Verdict.Bad bad -> {
                status.putObject("user");
                status.put("error", "[invalid bearer token, " + bad.why() + "]");
            }
            case Verdict.NotMine unknown -> {
                status.putObject("user");
                status.put("error", "invalid bearer token");
            }
        }
        return answer(call, review);
    }

    private static void describe(User user, ObjectNode out) {
        out.put("username", user.name());
        if (!user.uid().isEmpty()) {
            out.put("uid", user.uid());
        }
        user.groups().forEach(out.putArray("groups")::add);
        if (!user.extra().isEmpty()) {
            ObjectNode extra = out.putObject("extra");
            user.extra().forEach((key, values) -> values.forEach(extra.withArrayProperty(key)::add));
        }
    }
}
