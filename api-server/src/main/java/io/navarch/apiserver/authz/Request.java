package io.navarch.apiserver.authz;

import io.navarch.machinery.object.GroupResource;
import java.util.List;

/** What somebody wants to do: with a resource, or with a path that is none. */
public record Request(
        String user,
        List<String> groups,
        String verb,
        String group,
        String version,
        String resource,
        String subresource,
        String namespace,
        String name,
        String path) {

    public static Request onPath(String user, List<String> groups, String verb, String path) {
        return new Request(user, groups, verb, "", "", "", "", "", "", path);
    }

    public boolean isResource() {
        return !resource.isEmpty();
    }

    /** "pods" or "pods/log". */
    public String resourceAndSubresource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    public GroupResource groupResource() {
        return new GroupResource(group, resource);
    }

    /** What the user is told it cannot do. */
    public String refusal() {
        String who = "User \"" + user + "\" cannot " + verb + " ";
        if (!isResource()) {
            return who + "path \"" + path + "\"";
        }
        String what = "resource \"" + resourceAndSubresource() + "\" in API group \"" + group + "\"";
        return who + what + (namespace.isEmpty() ? " at the cluster scope" : " in the namespace \"" + namespace + "\"");
    }
}
