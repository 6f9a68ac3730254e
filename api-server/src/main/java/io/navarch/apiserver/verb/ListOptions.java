package io.navarch.apiserver.verb;

import java.util.Optional;

/**
 * What to list or watch. Texts are "" and numbers 0 when not said.
 *
 * @param match resourceVersionMatch
 * @param continueToken where a paged list goes on
 * @param timeoutSeconds how long a watch lasts; 0 leaves it to the server
 */
public record ListOptions(
        String labelSelector,
        String fieldSelector,
        String resourceVersion,
        String match,
        long limit,
        String continueToken,
        boolean bookmarks,
        Optional<Boolean> sendInitialEvents,
        long timeoutSeconds) {

    public static ListOptions selecting(String labelSelector, String fieldSelector) {
        return new ListOptions(labelSelector, fieldSelector, "", "", 0, "", false, Optional.empty(), 0);
    }

    public static final ListOptions ALL = selecting("", "");
}
