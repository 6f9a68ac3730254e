package io.navarch.apiserver.bootstrap;

import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** roles.txt as objects. */
public final class RoleTable {

    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String AGGREGATE = "rbac.authorization.k8s.io/aggregate-to-";

    private RoleTable() {}

    static List<ObjectNode> objects() {
        return TableLines.read("roles.txt").stream().map(RoleTable::object).toList();
    }

    /** The rules of a cluster role. */
    public static JsonNode rulesOf(String clusterRole) {
        return TableLines.read("roles.txt").stream()
                .filter(item -> item.words()[0].equals("clusterrole") && item.words()[1].equals(clusterRole))
                .findFirst()
                .map(item -> object(item).path("rules"))
                .orElseThrow();
    }

    private static ObjectNode object(TableLines.Item item) {
        String[] words = item.words();
        return switch (words[0]) {
            case "clusterrole" -> clusterRole(item);
            case "role" -> {
                ObjectNode role = begin("Role", words[2], words[1]);
                rules(role, item.rules());
                yield role;
            }
            case "clusterrolebinding" -> {
                ObjectNode binding = begin("ClusterRoleBinding", words[1], "");
                bind(binding, "ClusterRole", words[2], List.of(words).subList(3, words.length));
                yield binding;
            }
            case "rolebinding" -> {
                ObjectNode binding = begin("RoleBinding", words[2], words[1]);
                bind(binding, "Role", words[3], List.of(words).subList(4, words.length));
                yield binding;
            }
            default -> throw new IllegalStateException("roles.txt: " + words[0]);
        };
    }

    private static ObjectNode clusterRole(TableLines.Item item) {
        ObjectNode role = begin("ClusterRole", item.words()[1], "");
        List<String> aggregates = new ArrayList<>();
        for (String word : item.words()) {
            if (word.startsWith("aggregate-to=")) {
                role.withObjectProperty("metadata")
                        .withObjectProperty("labels")
                        .put(AGGREGATE + word.substring("aggregate-to=".length()), "true");
            } else if (word.startsWith("aggregates=")) {
                aggregates.add(word.substring("aggregates=".length()));
            }
        }
        if (!aggregates.isEmpty()) {
            ArrayNode selectors = role.putObject("aggregationRule").putArray("clusterRoleSelectors");
            aggregates.forEach(label -> selectors.addObject().putObject("matchLabels").put(AGGREGATE + label, "true"));
        }
        rules(role, item.rules());
        if (!aggregates.isEmpty()) {
            role.putNull("rules");
        }
        return role;
    }

    private static ObjectNode begin(String kind, String name, String namespace) {
        ObjectNode object = Json.object().put("apiVersion", GROUP + "/v1").put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.putObject("labels").put("kubernetes.io/bootstrapping", "rbac-defaults");
        metadata.putObject("annotations").put(Bootstrap.AUTO_UPDATE, "true");
        return object;
    }

    private static void rules(ObjectNode role, List<String[]> lines) {
        ArrayNode rules = role.putArray("rules");
        for (String[] words : lines) {
            ObjectNode rule = rules.addObject();
            if (words.length == 2 && TableLines.isPaths(words[1])) {
                TableLines.list(rule, "nonResourceURLs", words[1]);
            } else {
                TableLines.list(rule, "apiGroups", words[1]);
                TableLines.list(rule, "resources", words[2]);
                if (words.length > 3) {
                    TableLines.list(rule, "resourceNames", words[3]);
                }
            }
            TableLines.list(rule, "verbs", words[0]);
        }
    }

    private static void bind(ObjectNode binding, String roleKind, String role, List<String> subjects) {
        binding.putObject("roleRef").put("apiGroup", GROUP).put("kind", roleKind).put("name", role);
        if (subjects.isEmpty()) {
            return;
        }
        ArrayNode list = binding.putArray("subjects");
        for (String subject : subjects) {
            int colon = subject.indexOf(':');
            String name = subject.substring(colon + 1);
            ObjectNode entry = list.addObject();
            switch (subject.substring(0, colon)) {
                case "group" -> entry.put("kind", "Group").put("apiGroup", GROUP).put("name", name);
                case "user" -> entry.put("kind", "User").put("apiGroup", GROUP).put("name", name);
                default -> entry.put("kind", "ServiceAccount")
                        .put("name", name.substring(name.indexOf('/') + 1))
                        .put("namespace", name.substring(0, name.indexOf('/')));
            }
        }
    }
}
