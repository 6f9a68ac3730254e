package io.navarch.controllermanager.token;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.Secret;
import io.navarch.controllermanager.kind.Plain.ServiceAccount;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A key is a Secret. */
public final class TokenSecretController implements WritingController {

    private static final String NAME = "kubernetes.io/service-account.name";
    private static final String UID = "kubernetes.io/service-account.uid";

    private final AccountTokens tokens;
    private final @Nullable String rootCertificate;

    public TokenSecretController(KeyPair keys, @Nullable String rootCertificate) {
        this.tokens = new AccountTokens(keys);
        this.rootCertificate = rootCertificate;
    }

    @Override
    public String name() {
        return "serviceaccount-token-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.TOKEN_SECRET, Kinds.SERVICE_ACCOUNT);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.TOKEN_SECRET) != null) {
            marks.accept(change.key());
            return;
        }
        for (Secret secret : world.table(Kinds.TOKEN_SECRET).inNamespace(change.key().namespace())) {
            if (change.key().name().equals(secret.metadata().annotations().get(NAME))) {
                marks.accept(secret.metadata().key());
            }
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Secret> secret = world.table(Kinds.TOKEN_SECRET).get(key);
        if (secret.isEmpty() || secret.get().metadata().beingDeleted()) {
            return Plan.nothing();
        }
        Meta meta = secret.get().metadata();
        String account = meta.annotations().getOrDefault(NAME, "");
        if (account.isEmpty()) {
            return Plan.nothing();
        }
        String uid = meta.annotations().get(UID);
        Optional<ServiceAccount> owner = world.table(Kinds.SERVICE_ACCOUNT)
                .get(key.namespace(), account)
                .filter(a -> uid == null || uid.isEmpty() || uid.equals(a.metadata().uid().value()));
        return Plan.of(owner.isEmpty()
                ? List.of(Write.delete(Kinds.SECRETS, meta))
                : fill(secret.get(), owner.get().metadata()));
    }

    private List<Write> fill(Secret secret, Meta account) {
        ObjectNode patch = Json.object();
        Meta meta = secret.metadata();
        if (!secret.data().containsKey("token")) {
            put(patch, "token", tokens.token(account, meta.name()));
        }
        if (!secret.data().containsKey("namespace")) {
            put(patch, "namespace", meta.key().namespace());
        }
        if (rootCertificate != null && !encoded(rootCertificate).equals(secret.data().get("ca.crt"))) {
            put(patch, "ca.crt", rootCertificate);
        }
        if (!meta.annotations().containsKey(UID)) {
            patch.putObject("metadata").putObject("annotations").put(UID, account.uid().value());
        }
        return patch.isEmpty() ? List.of() : List.of(Write.merge(Kinds.SECRETS, meta, patch));
    }

    private static void put(ObjectNode patch, String field, String value) {
        patch.withObject("data").put(field, encoded(value));
    }

    private static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
