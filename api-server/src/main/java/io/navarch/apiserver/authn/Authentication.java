package io.navarch.apiserver.authn;

import io.navarch.apiserver.status.Refusal;
import java.util.List;
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

    private final List<Authenticator> authenticators;
    private final Anonymous anonymous;

    public Authentication(List<Authenticator> authenticators, Anonymous anonymous) {
        this.authenticators = List.copyOf(authenticators);
        this.anonymous = anonymous;
    }

    /** Throws 401 when the caller is not who it says it is. */
    public User authenticate(Credentials credentials) {
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
