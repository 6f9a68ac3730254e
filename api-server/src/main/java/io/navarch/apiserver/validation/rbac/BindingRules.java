package io.navarch.apiserver.validation.rbac;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** RoleBindings and ClusterRoleBindings: to which role cannot be changed. */
record BindingRules(Reach reach) implements KindValidation {

    private static final List<String> GROUP = List.of(RbacKinds.GROUP);

    @Override
    public void create(Field binding) {
        Field role = binding.at("roleRef");
        if (!role.at("apiGroup").isOneOf(GROUP)) {
            role.at("apiGroup").notSupported(GROUP);
        }
        List<String> kinds = reach == Reach.NAMESPACE ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
        if (!role.at("kind").isOneOf(kinds)) {
            role.at("kind").notSupported(kinds);
        }
        if (role.at("name").mustBeSet()) {
            Formats.pathSegment(role.at("name").text()).forEach(role.at("name")::invalid);
        }
        binding.at("subjects").items().forEach(this::subject);
    }

    private void subject(Field subject) {
        Field name = subject.at("name");
        Field group = subject.at("apiGroup");
        name.mustBeSet();
        switch (subject.at("kind").text()) {
            case "ServiceAccount" -> {
                if (!name.isZero()) {
                    Formats.dns1123Subdomain(name.text()).forEach(name::invalid);
                }
                if (!group.isZero()) {
                    group.notSupported(List.of(""));
                }
                if (reach == Reach.CLUSTER) {
                    subject.at("namespace").mustBeSet();
                }
            }
            case "User", "Group" -> {
                if (!group.isOneOf(GROUP)) {
                    group.notSupported(GROUP);
                }
            }
            default -> subject.at("kind").notSupported(List.of("ServiceAccount", "User", "Group"));
        }
    }

    @Override
    public void update(Field binding, JsonNode before) {
        create(binding);
        Field role = binding.at("roleRef");
        if (!Equality.same(role.value(), before.path("roleRef"))) {
            role.invalid(InternalForm.of("RoleRef", role.value()), "cannot change roleRef");
        }
    }
}
