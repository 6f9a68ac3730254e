package io.navarch.apiserver.authz;

import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A RoleBinding or ClusterRoleBinding: whom it gives which role. */
record Binding(ObjectKey key, String roleKind, String roleName, List<Subject> subjects) {

    record Subject(String kind, String namespace, String name) {

        boolean is(Request request, String bindingNamespace) {
            return switch (kind) {
                case "User" -> name.equals(request.user());
                case "Group" -> request.groups().contains(name);
                case "ServiceAccount" -> request.user().equals("system:serviceaccount:" + home(bindingNamespace) + ":" + name);
                default -> false;
            };
        }

        private String home(String bindingNamespace) {
            return namespace.isEmpty() ? bindingNamespace : namespace;
        }

        @Override
        public String toString() {
            return kind + " \"" + (kind.equals("ServiceAccount") ? name + "/" + namespace : name) + "\"";
        }
    }

    static Binding read(ObjectKey key, JsonNode binding) {
        List<Subject> subjects = new ArrayList<>();
        for (JsonNode subject : binding.path("subjects")) {
            subjects.add(new Subject(
                    subject.path("kind").asString(""),
                    subject.path("namespace").asString(""),
                    subject.path("name").asString("")));
        }
        JsonNode role = binding.path("roleRef");
        return new Binding(
                key, role.path("kind").asString(""), role.path("name").asString(""), List.copyOf(subjects));
    }

    Optional<Subject> subjectOf(Request request) {
        for (Subject subject : subjects) {
            if (subject.is(request, key.namespace())) {
                return Optional.of(subject);
            }
        }
        return Optional.empty();
    }

    boolean ofCluster() {
        return key.namespace().isEmpty();
    }

    @Override
    public String toString() {
        return ofCluster() ? "ClusterRoleBinding \"" + key.name() + "\"" : "RoleBinding \"" + key.name() + "/" + key.namespace() + "\"";
    }
}
