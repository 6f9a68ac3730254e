package io.navarch.apiserver.verb;

import io.navarch.machinery.object.GroupResource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is created but not stored: reviews, and subresources such as binding, eviction and token. One table, filled at the start. */
public final class Actions {

    /** Answers a POST of the body. */
    public interface Handler {
        Answer run(Call call, byte[] body);
    }

    private final Map<String, Handler> handlers = new HashMap<>();

    /** The subresource is "" for a resource that is nothing but an action. */
    public Actions put(String group, String resource, String subresource, Handler handler) {
        handlers.put(key(new GroupResource(group, resource), subresource), handler);
        return this;
    }

    public Optional<Handler> find(GroupResource resource, String subresource) {
        return Optional.ofNullable(handlers.get(key(resource, subresource)));
    }

    private static String key(GroupResource resource, String subresource) {
        return subresource.isEmpty() ? resource.toString() : resource + "/" + subresource;
    }
}
