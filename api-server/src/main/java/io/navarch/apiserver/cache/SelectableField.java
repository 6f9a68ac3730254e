package io.navarch.apiserver.cache;

import java.util.List;

/**
 * A field that objects of a kind can be selected by.
 *
 * @param name as a field selector says it: "spec.nodeName"
 * @param paths where its value is, dots between the names; the first that holds a scalar which is not empty counts
 * @param absent its value when there is none: "" or, say, "false"
 */
public record SelectableField(String name, List<String> paths, String absent) {

    /** A field that is named by its path and empty where absent. */
    public static SelectableField of(String path) {
        return new SelectableField(path, List.of(path), "");
    }

    public static SelectableField of(String path, String absent) {
        return new SelectableField(path, List.of(path), absent);
    }
}
