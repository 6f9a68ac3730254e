package io.navarch.apiserver.admission.podsecurity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A pod, or a template of pods, as checks look at it. Containers come in the order init, regular, ephemeral. */
record SecuredPod(JsonNode metadata, JsonNode spec) {

    /** A check's refusal: why in few words, and the details. */
    record Violation(String reason, String detail) {

        @Override
        public String toString() {
            return detail.isEmpty() ? reason : reason + " (" + detail + ")";
        }
    }

    List<JsonNode> containers() {
        List<JsonNode> all = new ArrayList<>();
        Stream.of("initContainers", "containers", "ephemeralContainers").forEach(list -> spec.path(list).forEach(all::add));
        return all;
    }

    /** Names of the containers for which something holds. */
    List<String> containersThat(Predicate<JsonNode> condition) {
        return containers().stream().filter(condition).map(c -> c.path("name").asString("")).toList();
    }

    JsonNode securityContext() {
        return spec.path("securityContext");
    }

    boolean onWindows() {
        return spec.path("os").path("name").asString("").equals("windows");
    }

    boolean inUserNamespace() {
        return spec.path("hostUsers").isBoolean() && !spec.path("hostUsers").booleanValue();
    }

    static String quoted(Collection<String> items) {
        return items.stream().map(i -> '"' + i + '"').collect(Collectors.joining(", "));
    }

    static String several(String one, String many, int count) {
        return count == 1 ? one : many;
    }

    /** container "a", or containers "a", "b". */
    static String namedContainers(List<String> names) {
        return several("container", "containers", names.size()) + " " + quoted(names);
    }

    /** pod and containers "a", "b": whoever of them did it. */
    static String setters(boolean pod, List<String> containers) {
        return Stream.of(pod ? "pod" : "", containers.isEmpty() ? "" : namedContainers(containers))
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(" and "));
    }
}
