package io.navarch.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** semver(): versions as semver.org 2.0.0 has them; builds do not count when they are compared. */
final class SemverFunctions {

    static final CelType SEMVER = OpaqueType.create("kubernetes.Semver");

    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final Pattern FORM = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER
            + "(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9A-Za-z.-]+))?");

    record Semver(long major, long minor, long patch, String pre) implements Comparable<Semver> {

        @Override
        public int compareTo(Semver other) {
            int order = Arrays.compare(new long[] {major, minor, patch}, new long[] {other.major, other.minor, other.patch});
            if (order != 0 || pre.equals(other.pre)) {
                return Integer.signum(order);
            }
            if (pre.isEmpty() || other.pre.isEmpty()) {
                return pre.isEmpty() ? 1 : -1;
            }
            String[] a = pre.split("\\.");
            String[] b = other.pre.split("\\.");
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                int step = compareParts(a[i], b[i]);
                if (step != 0) {
                    return step;
                }
            }
            return Integer.compare(a.length, b.length);
        }

        private static int compareParts(String a, String b) {
            boolean number = a.matches("[0-9]+");
            boolean otherNumber = b.matches("[0-9]+");
            if (number && otherNumber) {
                return new java.math.BigInteger(a).compareTo(new java.math.BigInteger(b));
            }
            return number ? -1 : otherNumber ? 1 : Integer.signum(a.compareTo(b));
        }
    }

    private SemverFunctions() {}

    static void declare(Functions f) {
        List<CelType> text = List.of(SimpleType.STRING);
        List<CelType> lenient = List.of(SimpleType.STRING, SimpleType.BOOL);
        f.global("semver", "string_to_semver", SEMVER, text, a -> parse((String) a[0]));
        f.global("semver", "string_bool_to_semver", SEMVER, lenient, a -> parse(normal((String) a[0], (Boolean) a[1])));
        f.global("isSemver", "is_semver_string", SimpleType.BOOL, text, a -> FORM.matcher((String) a[0]).matches());
        f.global("isSemver", "is_semver_string_bool", SimpleType.BOOL, lenient,
                a -> FORM.matcher(normal((String) a[0], (Boolean) a[1])).matches());
        List<CelType> one = List.of(SEMVER);
        List<CelType> two = List.of(SEMVER, SEMVER);
        f.member("isGreaterThan", "semver_is_greater_than", SimpleType.BOOL, two, a -> of(a[0]).compareTo(of(a[1])) > 0);
        f.member("isLessThan", "semver_is_less_than", SimpleType.BOOL, two, a -> of(a[0]).compareTo(of(a[1])) < 0);
        f.member("compareTo", "semver_compare_to", SimpleType.INT, two, a -> (long) of(a[0]).compareTo(of(a[1])));
        f.member("major", "semver_major", SimpleType.INT, one, a -> of(a[0]).major());
        f.member("minor", "semver_minor", SimpleType.INT, one, a -> of(a[0]).minor());
        f.member("patch", "semver_patch", SimpleType.INT, one, a -> of(a[0]).patch());
    }

    private static Semver of(Object value) {
        return (Semver) value;
    }

    /** Without a leading v and leading zeros, and with all three numbers. */
    private static String normal(String text, boolean normalize) {
        if (!normalize) {
            return text;
        }
        String bare = text.startsWith("v") ? text.substring(1) : text;
        Matcher parts = Pattern.compile("([0-9.]+)(.*)").matcher(bare);
        if (!parts.matches()) {
            return bare;
        }
        StringBuilder numbers = new StringBuilder();
        String[] given = parts.group(1).split("\\.", -1);
        for (int i = 0; i < Math.max(3, given.length); i++) {
            String number = i < given.length ? given[i].replaceFirst("^0+(?=[0-9])", "") : "0";
            numbers.append(i == 0 ? "" : ".").append(number);
        }
        return numbers + parts.group(2);
    }

    private static Object parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("No Major.Minor.Patch elements found");
        }
        return new Semver(
                Long.parseLong(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3)),
                form.group(4) == null ? "" : form.group(4));
    }
}
