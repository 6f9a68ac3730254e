package io.navarch.apiserver.cache;

import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;

/** The layout of keys: {@code /registry/<group-resource>/<namespace>/<name>}, without the namespace for cluster-scoped objects. */
public final class Keys {

    public static final String ROOT = "/registry/";

    private Keys() {}

    public static String of(GroupResource resource, ObjectKey id) {
        return id.namespace().isEmpty() ? prefix(resource) + id.name() : prefix(resource) + id.namespace() + "/" + id.name();
    }

    /** Before all objects of a resource. */
    public static String prefix(GroupResource resource) {
        return ROOT + resource + "/";
    }

    /** Before all objects of a resource in a namespace; "" is all namespaces. */
    public static String prefix(GroupResource resource, String namespace) {
        return namespace.isEmpty() ? prefix(resource) : prefix(resource) + namespace + "/";
    }

    /** "pods" of "/registry/pods/default/web"; "" when the key is none of an object. */
    static String resourceOf(String key) {
        int end = key.indexOf('/', ROOT.length());
        return end < 0 ? "" : key.substring(ROOT.length(), end);
    }

    static String namespaceOf(String key) {
        int start = key.indexOf('/', ROOT.length()) + 1;
        int end = key.indexOf('/', start);
        return end < 0 ? "" : key.substring(start, end);
    }

    static String nameOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
