package io.navarch.apiserver.admission.podsecurity;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Forbidden;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.admission.Plugin;
import io.navarch.apiserver.admission.podsecurity.Check.Level;
import io.navarch.apiserver.admission.podsecurity.SecuredPod.Violation;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds pods against the standard their namespace asks for. Pods are refused; of templates their authors are warned.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-admission/">Pod Security Admission</a>
 */
public final class PodSecurity implements Plugin {

    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    private static final Set<String> IGNORED = Set.of(
            "exec", "attach", "binding", "eviction", "log", "portforward", "proxy", "status");
    /** Where the template is. */
    private static final Map<String, List<String>> TEMPLATES = Map.of(
            "podtemplates", List.of("template"),
            "replicationcontrollers", List.of("spec", "template"),
            "replicasets.apps", List.of("spec", "template"),
            "deployments.apps", List.of("spec", "template"),
            "statefulsets.apps", List.of("spec", "template"),
            "daemonsets.apps", List.of("spec", "template"),
            "jobs.batch", List.of("spec", "template"),
            "cronjobs.batch", List.of("spec", "jobTemplate", "spec", "template"));

    private final Objects objects;
    private final ExistingPods existing;

    public PodSecurity(Objects objects) {
        this.objects = objects;
        this.existing = new ExistingPods(objects);
    }

    @Override
    public String name() {
        return "PodSecurity";
    }

    @Override
    public void validate(Attributes a) {
        if (a.operation() != Operation.CREATE && a.operation() != Operation.UPDATE) {
            return;
        }
        String kind = a.resource().toString();
        List<String> template = TEMPLATES.get(kind);
        if (kind.equals("namespaces") && a.subresource().isEmpty()) {
            namespace(a);
        } else if (kind.equals("pods") && !IGNORED.contains(a.subresource())) {
            pod(a);
        } else if (template != null && a.subresource().isEmpty()) {
            JsonNode node = a.given();
            for (String step : template) {
                node = node.path(step);
            }
            if (node.isObject()) {
                Policy policy = policy(a);
                warn(a, policy, new SecuredPod(node.path("metadata"), node.path("spec")));
            }
        }
    }

    private void namespace(Attributes a) {
        Policy policy = Policy.of(a.given());
        ObjectNode old = a.old();
        Policy before = old == null ? null : Policy.of(old);
        if (!policy.errors().isEmpty() && (before == null || !texts(policy).equals(texts(before)))) {
            throw Refusal.invalid("", "Namespace", a.name(), policy.errors());
        }
        if (before == null || policy.enforce().equals(before.enforce()) || policy.enforce().level() == Level.PRIVILEGED) {
            return;
        }
        boolean laxer = policy.enforce().minor() == before.enforce().minor()
                && !Standards.stricter(policy.enforce().level(), before.enforce().level());
        if (!laxer) {
            existing.warnings(a.name(), policy.enforce()).forEach(a.warnings());
        }
    }

    private static List<String> texts(Policy policy) {
        return policy.errors().stream().map(Object::toString).toList();
    }

    private Policy policy(Attributes a) {
        ObjectKey key = ObjectKey.cluster(a.namespace());
        Optional<ObjectNode> namespace = objects.get(NAMESPACES, key).or(() -> objects.getFresh(NAMESPACES, key));
        return Policy.of(namespace.orElseThrow(
                () -> Refusal.internal("failed to lookup namespace \"" + a.namespace() + "\"")));
    }

    private void pod(Attributes a) {
        Policy policy = policy(a);
        if (policy.demandsNothing()) {
            return;
        }
        ObjectNode pod = a.given();
        if (a.operation() == Operation.UPDATE && a.old() != null && !significant(pod, a.old())) {
            return;
        }
        SecuredPod secured = new SecuredPod(pod.path("metadata"), pod.path("spec"));
        List<Violation> violations = Standards.violations(policy.enforce(), secured);
        if (!violations.isEmpty()) {
            throw Forbidden.because(a, "violates PodSecurity \"" + policy.enforce() + "\": " + text(violations));
        }
        warn(a, policy, secured);
    }

    private static void warn(Attributes a, Policy policy, SecuredPod pod) {
        List<Violation> violations = Standards.violations(policy.warn(), pod);
        if (!violations.isEmpty()) {
            a.warnings().accept("would violate PodSecurity \"" + policy.warn() + "\": " + text(violations));
        }
    }

    private static String text(List<Violation> violations) {
        return violations.stream().map(Violation::toString).collect(Collectors.joining(", "));
    }

    /** Whether an update brings other images or more containers; anything else was judged when the pod came. */
    private static boolean significant(JsonNode pod, JsonNode old) {
        boolean containers = Stream.of("containers", "initContainers")
                .anyMatch(list -> !images(pod, list).toList().equals(images(old, list).toList()));
        Map<String, String> ephemeral = old.path("spec").path("ephemeralContainers").valueStream()
                .collect(Collectors.toMap(c -> c.path("name").asString(""), c -> c.path("image").asString(""), (one, other) -> one));
        return containers
                || pod.path("spec").path("ephemeralContainers").valueStream()
                        .anyMatch(c -> !c.path("image").asString("").equals(ephemeral.get(c.path("name").asString(""))));
    }

    private static Stream<String> images(JsonNode pod, String list) {
        return pod.path("spec").path(list).valueStream().map(c -> c.path("image").asString(""));
    }
}
