package io.navarch.apiserver.openapi;

import io.navarch.apiserver.openapi.Operation.Media;
import io.navarch.apiserver.openapi.Operation.Path;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The paths a catalogue stands for and what can be done at each: of a namespaced resource, its collection over all namespaces, its
 * collection in one, the object, the object's subresources, and the deprecated watch paths of the first three.
 */
final class Operations {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    static final String STATUS = META + "Status";
    static final String DELETE_OPTIONS = META + "DeleteOptions";
    static final String WATCH_EVENT = META + "WatchEvent";
    static final String PATCH = META + "Patch";

    private final Map<String, Path> paths = new TreeMap<>();

    private Operations() {}

    /** By path. */
    static Map<String, Path> of(Catalogue catalogue) {
        Operations all = new Operations();
        all.fixed(catalogue);
        for (ResourceType type : catalogue.all()) {
            ResourcePaths.of(type).forEach(path -> all.paths.put(path.path(), path));
        }
        return all.paths;
    }

    /** What is there besides resources: discovery, the version, the keys of service accounts. */
    private void fixed(Catalogue catalogue) {
        get("/.well-known/openid-configuration/", "WellKnown", "getServiceAccountIssuerOpenIDConfiguration",
                "The OpenID configuration of the issuer of service account tokens", "", Media.JSON, "", "");
        get("/openid/v1/jwks/", "openid", "getServiceAccountIssuerOpenIDKeyset",
                "The public keys that verify service account tokens", "", Media.KEYS, "", "");
        get("/version/", "version", "getCodeVersion", "The version of this server", "io.k8s.apimachinery.pkg.version.Info", Media.JSON, "", "");
        get("/api/", "core", "getCoreAPIVersions", "The versions of the core group", META + "APIVersions", Media.DISCOVERY, "", "");
        get("/apis/", "apis", "getAPIVersions", "The groups there are", META + "APIGroupList", Media.DISCOVERY, "", "");
        catalogue.versionsByGroup().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                get("/apis/" + group + "/", OperationNames.tag(group), "get" + OperationNames.group(group) + "APIGroup",
                        "The versions of the group", META + "APIGroup", Media.DISCOVERY, group, "");
            }
            for (String version : versions) {
                String base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
                get(base + "/", OperationNames.tag(group, version),
                        "get" + OperationNames.groupVersion(group, version) + "APIResources",
                        "The resources of the version", META + "APIResourceList", Media.DISCOVERY, group, version);
            }
        });
    }

    private void get(
            String path, String tag, String id, String description, String answer, Media media, String group, String version) {
        Operation get = new Operation("get", id, description, "", null, List.of(), "", false, answer, List.of(200), media, tag);
        paths.put(path, new Path(path, group, version, List.of(), List.of(get)));
    }
}
