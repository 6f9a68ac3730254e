package io.navarch.apiserver.authz;

import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Nobody gives away what they do not have: which of some rules go beyond what somebody may do. */
public final class Escalation {

    /** One verb on one thing. */
    private record Single(String group, String resource, String name, String path, String verb) {

        Rule rule() {
            return path.isEmpty()
                    ? new Rule(Set.of(verb), Set.of(group), Set.of(resource), name.isEmpty() ? Set.of() : Set.of(name), Set.of())
                    : new Rule(Set.of(verb), Set.of(), Set.of(), Set.of(), Set.of(path));
        }

        /** All but the verb. */
        Single thing() {
            return new Single(group, resource, name, path, "");
        }
    }

    private final Rbac rbac;

    public Escalation(Rbac rbac) {
        this.rbac = rbac;
    }

    /** What is said of rules that go beyond; nothing when none does. */
    public Optional<String> of(String user, List<String> groups, String namespace, JsonNode rules) {
        List<Rule> held = rbac.rulesOf(user, groups, namespace);
        List<Single> missing = singles(rules).stream()
                .filter(single -> held.stream().noneMatch(rule -> rule.coversSingle(single.rule())))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("user " + GoText.quote(user) + " (groups=" + GoText.quoteAll(groups)
                        + ") is attempting to grant RBAC permissions not currently held:\n" + String.join("\n", compact(missing)));
    }

    private static List<Single> singles(JsonNode rules) {
        List<Single> singles = new ArrayList<>();
        for (JsonNode rule : rules) {
            for (JsonNode group : rule.path("apiGroups")) {
                for (JsonNode resource : rule.path("resources")) {
                    for (JsonNode verb : rule.path("verbs")) {
                        for (String name : names(rule)) {
                            singles.add(new Single(group.asString(""), resource.asString(""), name, "", verb.asString("")));
                        }
                    }
                }
            }
            for (JsonNode path : rule.path("nonResourceURLs")) {
                rule.path("verbs").forEach(verb -> singles.add(new Single("", "", "", path.asString(""), verb.asString(""))));
            }
        }
        return singles;
    }

    private static List<String> names(JsonNode rule) {
        JsonNode names = rule.path("resourceNames");
        return names.isEmpty() ? List.of("") : names.valueStream().map(name -> name.asString("")).toList();
    }

    /** One line for each thing, with all its verbs; paths have a line for each verb. */
    private static Set<String> compact(List<Single> missing) {
        Map<Single, List<String>> verbs = new HashMap<>();
        Set<String> lines = new TreeSet<>();
        for (Single single : missing) {
            if (single.path.isEmpty()) {
                verbs.computeIfAbsent(single.thing(), thing -> new ArrayList<>()).add(single.verb);
            } else {
                lines.add("{NonResourceURLs:" + quoted(single.path) + ", Verbs:" + quoted(single.verb) + "}");
            }
        }
        verbs.forEach((thing, all) -> lines.add("{APIGroups:" + quoted(thing.group) + ", Resources:" + quoted(thing.resource)
                + (thing.name.isEmpty() ? "" : ", ResourceNames:" + quoted(thing.name)) + ", Verbs:" + GoText.quoteAll(all) + "}"));
        return lines;
    }

    private static String quoted(String text) {
        return GoText.quoteAll(List.of(text));
    }
}
