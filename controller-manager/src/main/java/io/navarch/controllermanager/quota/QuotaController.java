package io.navarch.controllermanager.quota;

import io.navarch.controllermanager.everything.AllKinds;
import io.navarch.controllermanager.everything.AnyKind;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.Quota;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Runs over the World of everything, since anything can be counted. */
public final class QuotaController implements WritingController {

    private final AllKinds all;
    private final List<Kind<?>> kinds;

    public QuotaController(AllKinds all) {
        this.all = all;
        this.kinds = new ArrayList<>(all.kinds());
        kinds.addAll(List.of(Kinds.QUOTA, Kinds.POD, Kinds.SERVICE, Kinds.CLAIM));
    }

    @Override
    public String name() {
        return "resourcequota-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return kinds;
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.QUOTA) != null) {
            marks.accept(change.key());
        } else if (!change.key().namespace().isEmpty() && world.table(Kinds.QUOTA).size() > 0) {
            world.table(Kinds.QUOTA)
                    .inNamespace(change.key().namespace())
                    .forEach(quota -> marks.accept(quota.metadata().key()));
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Quota> found = world.table(Kinds.QUOTA).get(key);
        if (found.isEmpty() || found.get().metadata().beingDeleted()) {
            return Plan.nothing();
        }
        Quota quota = found.get();
        ObjectNode status = Json.object();
        ObjectNode hard = status.putObject("hard");
        quota.spec().hard().forEach((name, amount) -> hard.put(name, amount.toString()));
        ObjectNode used = status.putObject("used");
        Usage.of(
                        quota,
                        world.table(Kinds.POD).inNamespace(key.namespace()),
                        world.table(Kinds.SERVICE).inNamespace(key.namespace()),
                        world.table(Kinds.CLAIM).inNamespace(key.namespace()),
                        resource -> count(resource, key.namespace(), world))
                .forEach(used::put);
        return Plan.of(Write.status(Kinds.QUOTAS, quota.metadata(), quota.status(), status));
    }

    private int count(String resource, String namespace, World world) {
        for (AnyKind kind : all.all()) {
            if (kind.resource().groupResource().toString().equals(resource)) {
                return world.table(kind.kind()).inNamespace(namespace).size();
            }
        }
        return 0;
    }
}
