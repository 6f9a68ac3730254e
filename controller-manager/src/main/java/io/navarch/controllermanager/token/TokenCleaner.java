package io.navarch.controllermanager.token;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.Secret;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Removes bootstrap tokens at their expiration. A key is a Secret. */
public final class TokenCleaner implements WritingController {

    @Override
    public String name() {
        return "token-cleaner-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.BOOTSTRAP_TOKEN);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        marks.accept(change.key());
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        return world.table(Kinds.BOOTSTRAP_TOKEN).get(key).map(secret -> plan(secret, now)).orElse(Plan.nothing());
    }

    private static Plan<Write> plan(Secret secret, Instant now) {
        Instant expires = expiration(secret);
        if (expires == null || secret.metadata().beingDeleted()) {
            return Plan.nothing();
        }
        return expires.isAfter(now)
                ? Plan.waitUntil(expires)
                : Plan.of(List.of(Write.delete(Kinds.SECRETS, secret.metadata())));
    }

    /** Null: never. A time nobody can read is taken as past, as Kubernetes takes it. */
    private static @Nullable Instant expiration(Secret secret) {
        String encoded = secret.data().get("expiration");
        if (encoded == null) {
            return null;
        }
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return OffsetDateTime.parse(text).toInstant();
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            return Instant.EPOCH;
        }
    }
}
