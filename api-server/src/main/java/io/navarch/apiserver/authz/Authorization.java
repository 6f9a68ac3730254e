package io.navarch.apiserver.authz;

import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.List;

/** The authorizers in order: the first that allows or denies decides. */
public final class Authorization implements Authorizer {

    private final List<Authorizer> authorizers;

    public Authorization(List<Authorizer> authorizers) {
        this.authorizers = List.copyOf(authorizers);
    }

    @Override
    public Decision decide(Request request) {
        List<String> reasons = new ArrayList<>(0);
        for (Authorizer authorizer : authorizers) {
            Decision decision = authorizer.decide(request);
            if (decision.verdict() != Decision.Verdict.NO_OPINION) {
                return decision;
            }
            if (!decision.reason().isEmpty()) {
                reasons.add(decision.reason());
            }
        }
        return Decision.noOpinion(String.join("\n", reasons));
    }

    /** Throws 403 unless the request is allowed. */
    public void require(Request request) {
        Decision decision = decide(request);
        if (!decision.isAllowed()) {
            throw forbidden(request, decision);
        }
    }

    public static Refusal forbidden(Request request, Decision decision) {
        String text = escaped(request.refusal()) + (decision.reason().isEmpty() ? "" : ": " + decision.reason());
        GroupResource resource = new GroupResource(request.group(), request.resource());
        return Refusal.forbidden(resource, request.name(), text);
    }

    /** The message may be shown in a browser. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
