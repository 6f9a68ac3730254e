package io.navarch.apiserver.resource;

import io.navarch.apiserver.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subresource such as "status", "scale", "exec".
 *
 * @param kind what its requests and answers carry, which may belong to another group than the resource
 * @param schema of that kind; null where it carries no object (exec, log...)
 * @param verbs as in discovery, sorted
 */
public record Subresource(String name, Gvk kind, @Nullable Schema schema, List<String> verbs) {}
