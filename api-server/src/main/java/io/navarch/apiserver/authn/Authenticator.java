package io.navarch.apiserver.authn;

/** One way to tell who asks. */
public interface Authenticator {

    Verdict authenticate(Credentials credentials);

    /** What an authenticator makes of credentials. */
    sealed interface Verdict {

        record Known(User user) implements Verdict {}

        /** Nothing here that this authenticator understands; another may. */
        record NotMine() implements Verdict {}

        /** Credentials of this authenticator's kind that are not good. */
        record Bad(String why) implements Verdict {}

        Verdict NOT_MINE = new NotMine();
    }
}
