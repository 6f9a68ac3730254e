package io.navarch.apiserver.crd;

import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A CustomResourceDefinition, read. */
record Definition(ObjectNode object) {

    static final GroupResource RESOURCE = new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");
    static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    /** The names a definition asks for, or has been given. */
    record Names(String plural, String singular, String kind, String listKind, List<String> shortNames, List<String> categories) {

        static Names of(JsonNode names) {
            return new Names(
                    text(names, "plural"),
                    text(names, "singular"),
                    text(names, "kind"),
                    text(names, "listKind"),
                    texts(names.path("shortNames")),
                    texts(names.path("categories")));
        }
    }

    JsonNode spec() {
        return object.path("spec");
    }

    String name() {
        return text(object.path("metadata"), "name");
    }

    String uid() {
        return text(object.path("metadata"), "uid");
    }

    String group() {
        return text(spec(), "group");
    }

    boolean namespaced() {
        return text(spec(), "scope").equals("Namespaced");
    }

    Names wanted() {
        return Names.of(spec().path("names"));
    }

    Names accepted() {
        return Names.of(object.path("status").path("acceptedNames"));
    }

    Iterable<JsonNode> versions() {
        return spec().path("versions");
    }

    String storageVersion() {
        for (JsonNode version : versions()) {
            if (version.path("storage").asBoolean(false)) {
                return text(version, "name");
            }
        }
        return "";
    }

    boolean beingDeleted() {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    boolean awaitsCleanup() {
        return beingDeleted() && texts(object.path("metadata").path("finalizers")).contains(CLEANUP);
    }

    Optional<JsonNode> condition(String type) {
        return object.path("status").path("conditions").valueStream().filter(c -> text(c, "type").equals(type)).findFirst();
    }

    boolean is(String condition) {
        return condition(condition).filter(c -> text(c, "status").equals("True")).isPresent();
    }

    GroupResource instances() {
        return new GroupResource(group(), wanted().plural());
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asString("")));
        return List.copyOf(texts);
    }
}
