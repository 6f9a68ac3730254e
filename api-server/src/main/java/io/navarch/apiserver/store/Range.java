package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;

/**
 * Which keys: those that begin with the prefix and are not before {@code from} ("" is no bound), at most {@code limit} of them (0 is no
 * bound), as of the revision ({@link Revision#ZERO} is the newest).
 */
public record Range(String prefix, int limit, String from, Revision revision) {

    public static Range all(String prefix) {
        return new Range(prefix, 0, "", Revision.ZERO);
    }

    /** The first key of the range. */
    String start() {
        return from.compareTo(prefix) > 0 ? from : prefix;
    }

    /** The first key behind the range: the prefix with its last character raised by one. */
    String end() {
        return endOf(prefix);
    }

    static String endOf(String prefix) {
        if (prefix.isEmpty()) {
            return "\uffff";
        }
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }
}
