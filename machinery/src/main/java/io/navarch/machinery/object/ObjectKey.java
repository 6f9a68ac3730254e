package io.navarch.machinery.object;

/** Where an object is among its kind. Cluster-scoped objects have the namespace "". */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

    public static ObjectKey cluster(String name) {
        return new ObjectKey("", name);
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** "namespace/name", or "name" for a cluster-scoped object. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
