package io.navarch.controllermanager.pods;

import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.OwnerReference;
import io.navarch.machinery.world.KubeObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a controller holds of the objects its selector is about, and the writes that make the owner references say so. */
public record Claims<T extends KubeObject>(List<T> held, List<Write> writes) {

    /** Who claims, as an owner reference will name it. */
    public record Owner(Meta metadata, @Nullable LabelSelector selector, ObjectNode reference) {

        boolean selects(Meta object) {
            return selector != null && selector.matches(object.labels());
        }
    }

    /**
     * Goes through candidates, which are the objects that name the owner and those that name none. Objects that name none and are
     * not to be adopted ({@code adoptable}) are passed over.
     */
    public static <T extends KubeObject> Claims<T> of(
            Owner owner, Gvr resource, Collection<T> candidates, Predicate<T> adoptable) {
        List<T> held = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        for (T candidate : candidates) {
            Meta meta = candidate.metadata();
            Optional<OwnerReference> controller = meta.controller();
            if (controller.isPresent()) {
                if (!controller.get().uid().equals(owner.metadata().uid())) {
                    continue;
                }
                if (owner.selects(meta)) {
                    held.add(candidate);
                } else if (!owner.metadata().beingDeleted()) {
                    writes.add(Write.removeOwners(resource, meta, places(owner, meta)));
                }
            } else if (owner.selects(meta)
                    && !owner.metadata().beingDeleted()
                    && !meta.beingDeleted()
                    && adoptable.test(candidate)) {
                writes.add(Write.adopt(resource, meta, owner.reference()));
                held.add(candidate);
            }
        }
        return new Claims<>(held, writes);
    }

    private static List<Integer> places(Owner owner, Meta object) {
        return IntStream.range(0, object.ownerReferences().size())
                .filter(i -> object.ownerReferences().get(i).uid().equals(owner.metadata().uid()))
                .boxed()
                .toList();
    }
}
