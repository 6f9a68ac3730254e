package io.navarch.apiserver.resource;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes' order of version names: general availability before beta before alpha, newer before older within each (v10, v2, v1,
 * v11beta2, v10beta3, v3alpha1), names of another form last, by name.
 */
public final class VersionOrder {

    private static final Pattern FORM = Pattern.compile("v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?");

    public static final Comparator<String> PREFERRED_FIRST = VersionOrder::compare;

    private VersionOrder() {}

    private static int compare(String one, String other) {
        Matcher a = FORM.matcher(one);
        Matcher b = FORM.matcher(other);
        boolean formedA = a.matches();
        boolean formedB = b.matches();
        if (!formedA || !formedB) {
            return formedA ? -1 : formedB ? 1 : one.compareTo(other);
        }
        int byStability = Integer.compare(stability(b), stability(a));
        if (byStability != 0) {
            return byStability;
        }
        int byMajor = number(b.group(1), a.group(1));
        return byMajor != 0 || a.group(3) == null ? byMajor : number(b.group(3), a.group(3));
    }

    private static int stability(Matcher version) {
        String stage = version.group(2);
        return stage == null ? 2 : stage.equals("beta") ? 1 : 0;
    }

    private static int number(String one, String other) {
        return new java.math.BigInteger(one).compareTo(new java.math.BigInteger(other));
    }
}
