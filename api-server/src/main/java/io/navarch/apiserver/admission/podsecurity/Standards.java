package io.navarch.apiserver.admission.podsecurity;

import io.navarch.apiserver.admission.podsecurity.Check.Level;
import io.navarch.apiserver.admission.podsecurity.SecuredPod.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which checks hold for a level in a version: of each id the latest, baseline before restricted, ordered by id. */
final class Standards {

    private static final int LATEST_CHANGE = Stream.concat(BaselineChecks.ALL.stream(), RestrictedChecks.ALL.stream())
            .mapToInt(Check::sinceMinor)
            .max()
            .orElse(0);
    private static final List<List<Check>> BASELINE =
            IntStream.rangeClosed(0, LATEST_CHANGE).mapToObj(minor -> latest(BaselineChecks.ALL, minor)).toList();
    private static final List<List<Check>> RESTRICTED =
            IntStream.rangeClosed(0, LATEST_CHANGE).mapToObj(Standards::restricted).toList();

    private Standards() {}

    private static List<Check> latest(List<Check> checks, int minor) {
        TreeMap<String, Check> byId = new TreeMap<>();
        checks.stream().filter(c -> c.sinceMinor() <= minor).forEach(c -> byId.put(c.id(), c));
        return List.copyOf(byId.values());
    }

    private static List<Check> restricted(int minor) {
        List<Check> restricted = latest(RestrictedChecks.ALL, minor);
        Set<String> overridden = new HashSet<>();
        restricted.forEach(c -> overridden.addAll(c.overrides()));
        return Stream.concat(
                        latest(BaselineChecks.ALL, minor).stream().filter(c -> !overridden.contains(c.id())), restricted.stream())
                .toList();
    }

    static List<Violation> violations(Policy.LevelVersion wanted, SecuredPod pod) {
        int minor = Math.min(wanted.minor(), LATEST_CHANGE);
        List<Check> checks = switch (wanted.level()) {
            case PRIVILEGED -> List.of();
            case BASELINE -> BASELINE.get(minor);
            case RESTRICTED -> RESTRICTED.get(minor);
        };
        return checks.stream().map(c -> c.rule().apply(pod)).flatMap(Optional::stream).toList();
    }

    static boolean stricter(Level one, Level other) {
        return one.compareTo(other) > 0;
    }
}
