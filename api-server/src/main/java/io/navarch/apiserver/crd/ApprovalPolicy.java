package io.navarch.apiserver.crd;

import io.navarch.apiserver.status.GoText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Groups under k8s.io and kubernetes.io belong to the Kubernetes community, which approves definitions in them by an annotation. */
final class ApprovalPolicy {

    static final String ANNOTATION = "api-approved.kubernetes.io";
    static final String CONDITION = "KubernetesAPIApprovalPolicyConformant";

    private static final String LINK = "https://github.com/kubernetes/enhancements/pull/1111";

    /** What the annotation says. */
    enum State { MISSING, INVALID, BYPASSED, APPROVED }

    record Condition(String status, String reason, String message) {}

    private ApprovalPolicy() {}

    static boolean protects(String group) {
        return group.equals("k8s.io") || group.endsWith(".k8s.io") || group.equals("kubernetes.io") || group.endsWith(".kubernetes.io");
    }

    static State state(String annotation) {
        if (annotation.isEmpty()) {
            return State.MISSING;
        }
        if (annotation.startsWith("unapproved")) {
            return State.BYPASSED;
        }
        return isUrl(annotation) ? State.APPROVED : State.INVALID;
    }

    static String reason(State state, String annotation) {
        return switch (state) {
            case MISSING -> "protected groups must have approval annotation " + GoText.quote(ANNOTATION) + ", see " + LINK;
            case INVALID -> "protected groups must have approval annotation " + GoText.quote(ANNOTATION)
                    + " with either a URL or a reason starting with \"unapproved\", see " + LINK;
            case BYPASSED -> "not approved: " + GoText.quote(annotation);
            case APPROVED -> "approved in " + annotation;
        };
    }

    static Optional<Condition> conditionOf(Definition definition) {
        if (!protects(definition.group())) {
            return Optional.empty();
        }
        String annotation = definition.object().path("metadata").path("annotations").path(ANNOTATION).asString("");
        State state = state(annotation);
        String reason = reason(state, annotation);
        return Optional.of(switch (state) {
            case MISSING -> new Condition("False", "MissingAnnotation", reason);
            case INVALID -> new Condition("False", "InvalidAnnotation", reason);
            case BYPASSED -> new Condition("False", "UnapprovedAnnotation", reason);
            case APPROVED -> new Condition("True", "ApprovedAnnotation", reason);
        });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && uri.getScheme() != null && !uri.getHost().isEmpty();
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
