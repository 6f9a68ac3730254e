package io.navarch.apiserver.verb;

import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Subresource;
import java.util.HashSet;
import java.util.Set;

/** The kinds the built-in resources speak of: what is sent in place of another is refused in other words when it is one of them. */
final class KnownKinds {

    private static final Set<String> EVERYWHERE = Set.of(
            "CreateOptions", "DeleteOptions", "GetOptions", "ListOptions", "PatchOptions", "UpdateOptions", "WatchEvent");
    private static final Set<String> OF_THE_CORE = Set.of("APIGroup", "APIGroupList", "APIResourceList", "APIVersions", "List", "Status");

    private KnownKinds() {}

    private static final class Holder {
        static final Set<Gvk> KINDS = read();

        private static Set<Gvk> read() {
            Set<Gvk> kinds = new HashSet<>();
            for (ResourceType type : BuiltIn.catalogue().all()) {
                kinds.add(type.gvk());
                kinds.add(new Gvk(type.group(), type.version(), type.listKind()));
                type.subresources().values().stream().map(Subresource::kind).forEach(kinds::add);
                EVERYWHERE.forEach(kind -> kinds.add(new Gvk(type.group(), type.version(), kind)));
            }
            OF_THE_CORE.forEach(kind -> kinds.add(new Gvk("", "v1", kind)));
            return Set.copyOf(kinds);
        }
    }

    static boolean include(Gvk kind) {
        return Holder.KINDS.contains(kind);
    }

    /** The Go package of a group's internal types, as messages name it. */
    static String packageOf(Gvk kind) {
        return switch (kind.group()) {
            case "" -> "core";
            case "internal.apiserver.k8s.io" -> "apiserverinternal";
            default -> {
                int dot = kind.group().indexOf('.');
                yield dot < 0 ? kind.group() : kind.group().substring(0, dot);
            }
        };
    }
}
