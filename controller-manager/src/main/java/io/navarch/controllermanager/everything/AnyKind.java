package io.navarch.controllermanager.everything;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.world.Index;
import io.navarch.machinery.world.Kind;

/** A kind as the controllers of everything see it. */
public record AnyKind(Gvr resource, String kindName, Scope scope, Kind<AnyObject> kind, Index<AnyObject> byOwner) {

    public enum Scope {
        NAMESPACED,
        CLUSTER
    }

    /** What is needed to subscribe; two are equal when the same subscription serves both. */
    public record Type(Gvr resource, String kindName, Scope scope) {

        AnyKind newKind() {
            Index<AnyObject> byOwner = Index.byOwner();
            return new AnyKind(resource, kindName, scope, Kind.of(resource, AnyObject.class, byOwner), byOwner);
        }
    }
}
