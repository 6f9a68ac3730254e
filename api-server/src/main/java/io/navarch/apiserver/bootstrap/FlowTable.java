package io.navarch.apiserver.bootstrap;

import io.navarch.machinery.object.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** flowcontrol.txt as objects. */
final class FlowTable {

    private static final String GROUP = "flowcontrol.apiserver.k8s.io";
    private static final List<String[]> EVERYTHING = List.of(new String[] {"*", "*", "*", "*", "cluster"}, new String[] {"*", "*"});

    private FlowTable() {}

    static List<ObjectNode> objects() {
        return TableLines.read("flowcontrol.txt").stream()
                .map(item -> item.words()[0].equals("level") ? level(item.words()) : schema(item))
                .toList();
    }

    private static ObjectNode begin(String kind, String name) {
        ObjectNode object = Json.object().put("apiVersion", GROUP + "/v1").put("kind", kind);
        object.putObject("metadata")
                .put("name", name)
                .putObject("annotations")
                .put("apf.kubernetes.io/autoupdate-spec", "true");
        return object;
    }

    private static ObjectNode level(String[] words) {
        ObjectNode level = begin("PriorityLevelConfiguration", words[1]);
        ObjectNode spec = level.putObject("spec");
        boolean exempt = words[4].equals("exempt");
        spec.put("type", exempt ? "Exempt" : "Limited");
        ObjectNode limits = spec.putObject(exempt ? "exempt" : "limited");
        limits.put("nominalConcurrencyShares", Integer.parseInt(words[2])).put("lendablePercent", Integer.parseInt(words[3]));
        if (!exempt) {
            ObjectNode response = limits.putObject("limitResponse");
            response.put("type", words[4].equals("reject") ? "Reject" : "Queue");
            if (words[4].equals("queue")) {
                response.putObject("queuing")
                        .put("queues", Integer.parseInt(words[5]))
                        .put("handSize", Integer.parseInt(words[6]))
                        .put("queueLengthLimit", Integer.parseInt(words[7]));
            }
        }
        return level;
    }

    private static ObjectNode schema(TableLines.Item item) {
        String[] words = item.words();
        ObjectNode schema = begin("FlowSchema", words[1]);
        ObjectNode spec = schema.putObject("spec");
        spec.putObject("priorityLevelConfiguration").put("name", words[2]);
        spec.put("matchingPrecedence", Integer.parseInt(words[3]));
        if (!words[4].equals("none")) {
            spec.putObject("distinguisherMethod").put("type", words[4].equals("user") ? "ByUser" : "ByNamespace");
        }
        ObjectNode rules = spec.putArray("rules").addObject();
        subjects(rules.putArray("subjects"), words[5]);
        for (String[] rule : words.length > 6 ? EVERYTHING : item.rules()) {
            boolean paths = rule.length == 2;
            ObjectNode entry = rules.withArrayProperty(paths ? "nonResourceRules" : "resourceRules").addObject();
            TableLines.list(entry, "verbs", rule[0]);
            if (paths) {
                TableLines.list(entry, "nonResourceURLs", rule[1]);
            } else {
                TableLines.list(entry, "apiGroups", rule[1]);
                TableLines.list(entry, "resources", rule[2]);
                if (rule[4].equals("cluster")) {
                    entry.put("clusterScope", true);
                }
                TableLines.list(entry, "namespaces", rule[3]);
            }
        }
        return schema;
    }

    private static void subjects(ArrayNode list, String words) {
        for (String subject : words.split(",")) {
            int colon = subject.indexOf(':');
            String name = subject.substring(colon + 1);
            ObjectNode entry = list.addObject();
            switch (subject.substring(0, colon)) {
                case "group" -> entry.put("kind", "Group").putObject("group").put("name", name);
                case "user" -> entry.put("kind", "User").putObject("user").put("name", name);
                default -> entry.put("kind", "ServiceAccount")
                        .putObject("serviceAccount")
                        .put("namespace", name.substring(0, name.indexOf('/')))
                        .put("name", name.substring(name.indexOf('/') + 1));
            }
        }
    }
}
