package io.navarch.machinery.object;

/** Group, version and resource, as in {@code /apis/GROUP/VERSION/RESOURCE}. The core group is "". */
public record Gvr(String group, String version, String resource) {

    public static Gvr core(String resource) {
        return new Gvr("", "v1", resource);
    }

    public GroupResource groupResource() {
        return new GroupResource(group, resource);
    }

    /** "v1" or "apps/v1". */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    @Override
    public String toString() {
        return apiVersion() + "/" + resource;
    }
}
