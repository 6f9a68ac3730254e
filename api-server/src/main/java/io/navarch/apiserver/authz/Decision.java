package io.navarch.apiserver.authz;

/** What an authorizer thinks of a request, and why. */
public record Decision(Verdict verdict, String reason) {

    public enum Verdict {
        ALLOWED,
        DENIED,
        NO_OPINION
    }

    public static final Decision NO_OPINION = new Decision(Verdict.NO_OPINION, "");

    public static Decision allowed(String reason) {
        return new Decision(Verdict.ALLOWED, reason);
    }

    public static Decision noOpinion(String reason) {
        return new Decision(Verdict.NO_OPINION, reason);
    }

    public boolean isAllowed() {
        return verdict == Verdict.ALLOWED;
    }
}
