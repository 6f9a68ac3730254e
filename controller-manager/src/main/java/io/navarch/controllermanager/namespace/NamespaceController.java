package io.navarch.controllermanager.namespace;

import io.navarch.controllermanager.everything.AllKinds;
import io.navarch.controllermanager.everything.AllKinds.Found;
import io.navarch.controllermanager.everything.AnyKind;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs over the World of everything. */
public final class NamespaceController implements WritingController {

    private final AllKinds all;
    private final List<Kind<?>> kinds;

    public NamespaceController(AllKinds all) {
        this.all = all;
        this.kinds = new ArrayList<>(all.kinds());
        kinds.add(Kinds.NAMESPACE);
    }

    @Override
    public String name() {
        return "namespace-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return kinds;
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.NAMESPACE) != null) {
            marks.accept(change.key());
        } else if (!change.key().namespace().isEmpty()) {
            ObjectKey key = ObjectKey.cluster(change.key().namespace());
            world.table(Kinds.NAMESPACE).get(key).filter(n -> n.metadata().beingDeleted()).ifPresent(n -> marks.accept(key));
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Plain.Namespace> namespace = world.table(Kinds.NAMESPACE).get(key);
        if (namespace.isEmpty() || !namespace.get().metadata().beingDeleted()) {
            return Plan.nothing();
        }
        List<Found> content = new ArrayList<>();
        for (AnyKind kind : all.all()) {
            if (kind.scope() == AnyKind.Scope.NAMESPACED) {
                world.table(kind.kind()).inNamespace(key.name()).forEach(o -> content.add(new Found(kind, o)));
            }
        }
        return Plan.of(NamespacePlanner.plan(new NamespaceWorld(namespace.get(), content, now)));
    }
}
