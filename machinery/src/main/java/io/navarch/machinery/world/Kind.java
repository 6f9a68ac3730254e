package io.navarch.machinery.world;

import io.navarch.machinery.object.Gvr;
import java.util.List;

/**
 * How one kind enters a World: what to subscribe to, the record kept of each object (read by {@code Json.read}), and the indexes over
 * them. The selectors are the API's strings; "" selects everything. Kinds are compared by identity: declare each once, as a constant.
 */
public final class Kind<T extends KubeObject> {

    private final Gvr resource;
    private final Class<T> type;
    private final String namespace;
    private final String labelSelector;
    private final String fieldSelector;
    private final List<Index<T>> indexes;

    private Kind(
            Gvr resource,
            Class<T> type,
            String namespace,
            String labelSelector,
            String fieldSelector,
            List<Index<T>> indexes) {
        this.resource = resource;
        this.type = type;
        this.namespace = namespace;
        this.labelSelector = labelSelector;
        this.fieldSelector = fieldSelector;
        this.indexes = indexes;
    }

    @SafeVarargs
    public static <T extends KubeObject> Kind<T> of(Gvr resource, Class<T> type, Index<T>... indexes) {
        return new Kind<>(resource, type, "", "", "", List.of(indexes));
    }

    public Kind<T> inNamespace(String wanted) {
        return new Kind<>(resource, type, wanted, labelSelector, fieldSelector, indexes);
    }

    public Kind<T> withLabels(String selector) {
        return new Kind<>(resource, type, namespace, selector, fieldSelector, indexes);
    }

    public Kind<T> withFields(String selector) {
        return new Kind<>(resource, type, namespace, labelSelector, selector, indexes);
    }

    public Gvr resource() {
        return resource;
    }

    public Class<T> type() {
        return type;
    }

    public String namespace() {
        return namespace;
    }

    public String labelSelector() {
        return labelSelector;
    }

    public String fieldSelector() {
        return fieldSelector;
    }

    List<Index<T>> indexes() {
        return indexes;
    }

    @Override
    public String toString() {
        return resource.toString();
    }
}
