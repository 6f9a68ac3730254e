package io.navarch.apiserver.openapi;

import io.navarch.apiserver.resource.Gvk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path.
 *
 * @param action x-kubernetes-action, "" for none
 * @param kind what it is about; null for none
 * @param parameters of the query, by name as in {@link Parameter}
 * @param body the definition a request carries, "" for none
 * @param answer the definition an answer carries, "" for plain text
 * @param codes the good answers there are
 */
record Operation(
        String method,
        String id,
        String description,
        String action,
        @Nullable Gvk kind,
        List<Parameter> parameters,
        String body,
        boolean bodyRequired,
        String answer,
        List<Integer> codes,
        Media media,
        String tag) {

    private static final List<String> OBJECTS =
            List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");

    /** What it takes and gives. */
    enum Media {
        OBJECT(List.of("*/*"), Operation.OBJECTS),
        WATCHABLE(List.of("*/*"), List.of(
                "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/json;stream=watch",
                "application/vnd.kubernetes.protobuf;stream=watch")),
        PATCH(List.of(
                "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
                "application/apply-patch+yaml"), Operation.OBJECTS),
        LOG(List.of("*/*"), List.of("text/plain", "application/json", "application/yaml", "application/vnd.kubernetes.protobuf")),
        STREAM(List.of("*/*"), List.of("*/*")),
        DISCOVERY(Operation.OBJECTS, Operation.OBJECTS),
        JSON(List.of("application/json"), List.of("application/json")),
        KEYS(List.of(), List.of("application/jwk-set+json"));

        final List<String> takes;
        final List<String> gives;

        Media(List<String> takes, List<String> gives) {
            this.takes = takes;
            this.gives = gives;
        }
    }

    /** A path with the parameters all its methods share. */
    record Path(String path, String group, String version, List<Parameter> parameters, List<Operation> operations) {}
}
