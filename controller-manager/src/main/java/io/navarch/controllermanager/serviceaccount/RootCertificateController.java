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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the root certificate in every namespace, in the ConfigMap that service-account volumes take it from. */
public final class RootCertificateController implements WritingController {

    private static final String NAME = "kube-root-ca.crt";
    private static final String FILE = "ca.crt";
    private static final String DESCRIPTION_KEY = "kubernetes.io/description";
    private static final String DESCRIPTION = "Contains a CA bundle that can be used to verify the kube-apiserver when using"
            + " internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed"
            + " across distributions of Kubernetes clusters.";

    private final String certificate;

    /** The certificate (or bundle) as PEM. */
    public RootCertificateController(String certificate) {
        this.certificate = certificate;
    }

    @Override
    public String name() {
        return "root-ca-certificate-publisher-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.NAMESPACE, Kinds.ROOT_CERTIFICATE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        boolean namespace = change.of(Kinds.NAMESPACE) != null;
        marks.accept(namespace ? change.key() : ObjectKey.cluster(change.key().namespace()));
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Plain.Namespace> namespace = world.table(Kinds.NAMESPACE).get(key);
        if (namespace.isEmpty() || namespace.get().terminating()) {
            return Plan.nothing();
        }
        Optional<Plain.ConfigMap> found = world.table(Kinds.ROOT_CERTIFICATE).get(key.name(), NAME);
        ObjectNode body = Json.object();
        ObjectNode metadata = body.putObject("metadata");
        metadata.putObject("annotations").put(DESCRIPTION_KEY, DESCRIPTION);
        body.putObject("data").put(FILE, certificate);
        if (found.isEmpty()) {
            body.put("apiVersion", "v1").put("kind", "ConfigMap");
            metadata.put("name", NAME).put("namespace", key.name());
            return Plan.of(List.of(Write.create(Kinds.CONFIG_MAPS, key.name(), body)));
        }
        boolean same = found.get().data().equals(Map.of(FILE, certificate))
                && DESCRIPTION.equals(found.get().metadata().annotations().get(DESCRIPTION_KEY));
        if (same) {
            return Plan.nothing();
        }
        ObjectNode data = body.withObject("data");
        found.get().data().keySet().stream().filter(k -> !k.equals(FILE)).forEach(data::putNull);
        return Plan.of(List.of(Write.merge(Kinds.CONFIG_MAPS, found.get().metadata(), body)));
    }
}
