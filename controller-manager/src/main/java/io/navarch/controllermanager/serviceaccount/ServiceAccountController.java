package io.navarch.controllermanager.serviceaccount;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Keeps a service account "default" in every namespace. */
public final class ServiceAccountController implements WritingController {

    private static final String NAME = "default";

    @Override
    public String name() {
        return "serviceaccount-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.NAMESPACE, Kinds.SERVICE_ACCOUNT);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.NAMESPACE) != null) {
            marks.accept(change.key());
        } else if (change.after() == null && change.key().name().equals(NAME)) {
            marks.accept(ObjectKey.cluster(change.key().namespace()));
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Plain.Namespace> namespace = world.table(Kinds.NAMESPACE).get(key);
        if (namespace.isEmpty()
                || namespace.get().terminating()
                || world.table(Kinds.SERVICE_ACCOUNT).get(key.name(), NAME).isPresent()) {
            return Plan.nothing();
        }
        ObjectNode account = Json.object().put("apiVersion", "v1").put("kind", "ServiceAccount");
        account.putObject("metadata").put("name", NAME).put("namespace", key.name());
        return Plan.of(List.of(Write.create(Kinds.SERVICE_ACCOUNTS, key.name(), account)));
    }
}
