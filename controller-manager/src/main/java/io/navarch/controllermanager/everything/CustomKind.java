package io.navarch.controllermanager.everything;

import io.navarch.controllermanager.everything.AnyKind.Scope;
import io.navarch.controllermanager.everything.AnyKind.Type;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A CustomResourceDefinition: a kind that came later. */
record CustomKind(Meta metadata, Spec spec, @Nullable Status status) implements KubeObject {

    static final Kind<CustomKind> KIND =
            Kind.of(new Gvr("apiextensions.k8s.io", "v1", "customresourcedefinitions"), CustomKind.class);

    record Spec(String group, @Nullable String scope, Names names, List<Version> versions) {}

    record Names(String plural, String kind) {}

    record Version(String name, boolean served, boolean storage) {}

    record Status(List<Condition> conditions) {}

    record Condition(String type, String status) {}

    /** Its type, once it is established; in the storage version where that is served. */
    Optional<Type> type() {
        boolean established = status != null
                && status.conditions().stream().anyMatch(c -> c.type().equals("Established") && c.status().equals("True"));
        Optional<Version> version = spec.versions().stream()
                .filter(Version::served)
                .max((a, b) -> Boolean.compare(a.storage(), b.storage()));
        if (!established || version.isEmpty()) {
            return Optional.empty();
        }
        Scope scope = "Cluster".equals(spec.scope()) ? Scope.CLUSTER : Scope.NAMESPACED;
        Gvr resource = new Gvr(spec.group(), version.get().name(), spec.names().plural());
        return Optional.of(new Type(resource, spec.names().kind(), scope));
    }
}
