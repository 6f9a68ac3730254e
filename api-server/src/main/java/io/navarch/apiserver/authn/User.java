package io.navarch.apiserver.authn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who asks. */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    public static final String ALL_AUTHENTICATED = "system:authenticated";
    public static final String ALL_UNAUTHENTICATED = "system:unauthenticated";
    public static final String MASTERS = "system:masters";

    public static final User ANONYMOUS =
            new User("system:anonymous", "", List.of(ALL_UNAUTHENTICATED), Map.of());

    /** The server itself, which may do everything. */
    public static final User SERVER =
            new User("system:apiserver", "", List.of(MASTERS, ALL_AUTHENTICATED), Map.of());

    public static User of(String name, List<String> groups) {
        return new User(name, "", groups, Map.of());
    }

    public boolean in(String group) {
        return groups.contains(group);
    }

    public boolean anonymous() {
        return name.equals(ANONYMOUS.name);
    }

    /** With the group that everybody who is known belongs to. */
    public User authenticated() {
        if (in(ALL_AUTHENTICATED) || in(ALL_UNAUTHENTICATED)) {
            return this;
        }
        List<String> more = new ArrayList<>(groups);
        more.add(ALL_AUTHENTICATED);
        return new User(name, uid, List.copyOf(more), extra);
    }
}
