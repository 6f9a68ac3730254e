package io.navarch.apiserver.authz;

import io.navarch.apiserver.cache.WatchCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Role-based access control: allowed is what some rule of a role bound to the user, its groups or its service account allows. */
public final class Rbac implements Authorizer, AutoCloseable {

    private final RbacIndex index;

    public Rbac(WatchCache cache) {
        this.index = new RbacIndex(cache);
    }

    @Override
    public Decision decide(Request request) {
        List<String> missing = new ArrayList<>(0);
        for (Binding binding : index.clusterBindings()) {
            Optional<Decision> decision = by(binding, request, missing);
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        if (!request.namespace().isEmpty()) {
            for (Binding binding : index.bindings(request.namespace())) {
                Optional<Decision> decision = by(binding, request, missing);
                if (decision.isPresent()) {
                    return decision.get();
                }
            }
        }
        if (missing.isEmpty()) {
            return Decision.NO_OPINION;
        }
        return Decision.noOpinion(
                "RBAC: " + (missing.size() == 1 ? missing.getFirst() : "[" + String.join(", ", missing) + "]"));
    }

    private Optional<Decision> by(Binding binding, Request request, List<String> missing) {
        Optional<Binding.Subject> subject = binding.subjectOf(request);
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<Rule>> rules = index.role(binding);
        if (rules.isEmpty()) {
            String resource = binding.roleKind().equals("ClusterRole") ? "clusterrole" : "role";
            missing.add(resource + ".rbac.authorization.k8s.io \"" + binding.roleName() + "\" not found");
            return Optional.empty();
        }
        for (Rule rule : rules.get()) {
            if (rule.allows(request)) {
                String role = binding.roleKind() + " \"" + binding.roleName()
                        + (binding.roleKind().equals("Role") ? "/" + binding.key().namespace() : "") + "\"";
                return Optional.of(Decision.allowed(
                        "RBAC: allowed by " + binding + " of " + role + " to " + subject.get()));
            }
        }
        return Optional.empty();
    }

    /** All rules that hold for somebody in a namespace ("" for cluster-wide alone). */
    public List<Rule> rulesOf(String user, List<String> groups, String namespace) {
        Request who = Request.onPath(user, groups, "", "");
        List<Rule> rules = new ArrayList<>();
        for (Binding binding : index.clusterBindings()) {
            collect(binding, who, rules);
        }
        if (!namespace.isEmpty()) {
            for (Binding binding : index.bindings(namespace)) {
                collect(binding, who, rules);
            }
        }
        return rules;
    }

    private void collect(Binding binding, Request who, List<Rule> rules) {
        if (binding.subjectOf(who).isPresent()) {
            index.role(binding).ifPresent(rules::addAll);
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
