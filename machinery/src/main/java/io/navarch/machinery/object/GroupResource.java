package io.navarch.machinery.object;

/** A resource regardless of version: "pods", "deployments.apps". The core group is "". */
public record GroupResource(String group, String resource) {

    @Override
    public String toString() {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
