package io.navarch.apiserver.authn;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens for joining a cluster: "ID.SECRET", each kept in a Secret bootstrap-token-ID in kube-system. */
public final class BootstrapTokens implements Authenticator {

    private static final Pattern FORM = Pattern.compile("([a-z0-9]{6})\\.([a-z0-9]{16})");
    private static final String TYPE = "bootstrap.kubernetes.io/token";
    private static final String GROUP = "system:bootstrappers";

    private final Objects objects;
    private final InstantSource clock;

    public BootstrapTokens(Objects objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Verdict authenticate(Credentials credentials) {
        Matcher token = FORM.matcher(credentials.token());
        if (!token.matches()) {
            return Verdict.NOT_MINE;
        }
        ObjectKey key = new ObjectKey("kube-system", "bootstrap-token-" + token.group(1));
        Optional<ObjectNode> secret = objects.get(new GroupResource("", "secrets"), key);
        if (secret.isEmpty() || !secret.get().path("type").asString("").equals(TYPE)) {
            return Verdict.NOT_MINE;
        }
        JsonNode data = secret.get().path("data");
        boolean same = MessageDigest.isEqual(
                value(data, "token-secret").getBytes(StandardCharsets.UTF_8),
                token.group(2).getBytes(StandardCharsets.UTF_8));
        if (!same
                || !value(data, "token-id").equals(token.group(1))
                || !value(data, "usage-bootstrap-authentication").equals("true")
                || expired(value(data, "expiration"))
                || secret.get().path("metadata").hasNonNull("deletionTimestamp")) {
            return new Verdict.Bad("the bootstrap token is not valid");
        }
        List<String> groups = new ArrayList<>(List.of(GROUP));
        for (String group : value(data, "auth-extra-groups").split(",")) {
            if (group.startsWith(GROUP + ":")) {
                groups.add(group);
            }
        }
        return new Verdict.Known(new User("system:bootstrap:" + token.group(1), "", List.copyOf(groups), Map.of()));
    }

    private boolean expired(String expiration) {
        try {
            return !expiration.isEmpty() && Instant.parse(expiration).isBefore(clock.instant());
        } catch (DateTimeParseException unreadable) {
            return true;
        }
    }

    private static String value(JsonNode data, String field) {
        String text = data.path(field).asString("");
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
