package io.navarch.apiserver.resource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a strategy may know besides the object: when, for whom, and what else there is.
 *
 * @param type of the resource written, in the storage version
 * @param requested the type as the client named it: an Event may be written in two groups
 * @param subresource being written, "" for the object itself
 * @param user the caller, with groups, uid (or "") and what else its authenticator said of it
 * @param dryRun nothing may be kept
 * @param warnings where Warning headers are put
 */
public record Circumstances(
        ResourceType type,
        ResourceType requested,
        String subresource,
        String user,
        List<String> groups,
        String uid,
        Map<String, List<String>> extra,
        boolean dryRun,
        Instant now,
        RandomGenerator random,
        Objects objects,
        Consumer<String> warnings) {

    public void warn(String text) {
        warnings.accept(text);
    }
}
