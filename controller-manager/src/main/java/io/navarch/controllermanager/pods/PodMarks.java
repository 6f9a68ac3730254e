package io.navarch.controllermanager.pods;

import io.navarch.controllermanager.kind.Workload;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.KubeObject;
import io.navarch.machinery.world.World;
import java.util.function.Consumer;

/** Which owners a change of what they own concerns. */
public final class PodMarks {

    private PodMarks() {}

    /** The owner of that kind it names or named; where it names none, every one in its namespace whose selector finds it. */
    public static <W extends Workload> void owners(
            Change<? extends KubeObject> change, String ownerKind, Kind<W> owners, World world, Consumer<ObjectKey> marks) {
        if (change.before() != null) {
            named(change.before().metadata(), ownerKind, marks);
        }
        if (change.after() == null) {
            return;
        }
        Meta after = change.after().metadata();
        if (after.controller().isPresent()) {
            named(after, ownerKind, marks);
            return;
        }
        for (W owner : world.table(owners).inNamespace(change.key().namespace())) {
            if (owner.selector() != null && owner.selector().matches(after.labels())) {
                marks.accept(owner.metadata().key());
            }
        }
    }

    private static void named(Meta object, String ownerKind, Consumer<ObjectKey> marks) {
        object.controller()
                .filter(owner -> owner.kind().equals(ownerKind))
                .ifPresent(owner -> marks.accept(new ObjectKey(object.key().namespace(), owner.name())));
    }
}
