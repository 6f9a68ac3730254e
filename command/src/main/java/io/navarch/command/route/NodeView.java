package io.navarch.command.route;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What routes need to know of a Node. */
record NodeView(Meta metadata, @Nullable Spec spec, @Nullable Status status) implements KubeObject {

    static final Kind<NodeView> NODES = Kind.of(Gvr.core("nodes"), NodeView.class);

    record Spec(@Nullable String podCIDR) {}

    record Status(List<Address> addresses) {}

    record Address(String type, String address) {}

    Optional<String> podCidr() {
        return spec == null ? Optional.empty() : Optional.ofNullable(spec.podCIDR());
    }

    Optional<String> internalIp() {
        return status == null
                ? Optional.empty()
                : status.addresses().stream().filter(a -> a.type().equals("InternalIP")).map(Address::address).findFirst();
    }
}
