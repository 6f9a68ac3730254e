package io.navarch.apiserver.authn;

import io.navarch.apiserver.status.Refusal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries the authenticators in order. The first that knows the caller decides; credentials that nobody finds good are a 401. */
public final class Authentication {

    /** What becomes of callers that show nothing. */
    public enum Anonymous {
        ADMITTED,
        REFUSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    /** How long somebody who was known is taken to be still the same; Kubernetes' time. */
    static final Duration REMEMBERED_FOR = Duration.ofSeconds(10);

    /** Callers remembered at a time; beyond that all are asked anew. */
    private static final int REMEMBERED = 10_000;

    private record Known(User user, Instant until) {}

    /** What tells one caller from another. */
    private record Key(String token, @Nullable X509Certificate certificate) {}

    private final List<Authenticator> authenticators;
    private final Anonymous anonymous;
    private final InstantSource clock;
    private final Map<Key, Known> remembered = new ConcurrentHashMap<>();

    public Authentication(List<Authenticator> authenticators, Anonymous anonymous, InstantSource clock) {
        this.authenticators = List.copyOf(authenticators);
        this.anonymous = anonymous;
        this.clock = clock;
    }

    /** Throws 401 when the caller is not who it says it is. */
    public User authenticate(Credentials credentials) {
        Key key = new Key(
                credentials.token(),
                credentials.certificates().isEmpty() ? null : credentials.certificates().getFirst());
        Known known = remembered.get(key);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.until())) {
            return known.user();
        }
        User user = ask(credentials);
        if (!user.anonymous()) {
            if (remembered.size() >= REMEMBERED) {
                remembered.clear();
            }
            remembered.put(key, new Known(user, now.plus(REMEMBERED_FOR)));
        }
        return user;
    }

    private User ask(Credentials credentials) {
        boolean shown = !credentials.token().isEmpty();
        for (Authenticator authenticator : authenticators) {
            switch (authenticator.authenticate(credentials)) {
                case Authenticator.Verdict.Known known -> {
                    return known.user().authenticated();
                }
                case Authenticator.Verdict.Bad bad -> {
                    LOG.debug("credentials refused: {}", bad.why());
                    shown = true;
                }
                case Authenticator.Verdict.NotMine notMine -> {}
            }
        }
        if (shown || anonymous == Anonymous.REFUSED) {
            throw Refusal.unauthorized();
        }
        return User.ANONYMOUS;
    }
}
