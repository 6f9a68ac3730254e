package io.navarch.apiserver.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one form of a quantity: the largest suffix of its family that leaves a whole number. "0.5" is "500m", "1000m" is "1", "1024Mi" is
 * "1Gi", "1500Mi" stays, "0.5Gi" is "512Mi", "12e6" keeps an exponent.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public final class CanonicalQuantity {

    public static final String WRONG_FORM =
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    static final String WRONG_SUFFIX = "unable to parse quantity's suffix";
    static final String WRONG_NUMBER = "unable to parse numeric part of quantity";

    private static final Pattern FORM = Pattern.compile("([+-]?)([0-9]*)(?:\\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)");
    private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?[0-9]{1,9}");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigInteger KIBI = BigInteger.valueOf(1024);

    private enum Family {
        DECIMAL,
        BINARY,
        EXPONENT
    }

    private CanonicalQuantity() {}

    /** Refuses as Kubernetes words it. */
    static String of(String text) {
        // What nearly every quantity is: a few digits.
        if (text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            return text;
        }
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw new Unreadable(WRONG_FORM);
        }
        String fraction = form.group(3) == null ? "" : form.group(3);
        String suffix = form.group(4);
        Family family = family(suffix);
        if (form.group(2).isEmpty() && fraction.isEmpty()) {
            throw new Unreadable(WRONG_NUMBER);
        }
        BigDecimal digits = new BigDecimal(form.group(2) + "." + fraction + "0");
        BigDecimal amount = atMost(digits.multiply(factor(family, suffix)));
        if (family == Family.BINARY && amount.compareTo(BigDecimal.ONE) < 0) {
            family = Family.DECIMAL;
        }
        return write(form.group(1).equals("-") ? amount.negate() : amount, family);
    }

    private static Family family(String suffix) {
        if (DECIMAL.contains(suffix)) {
            return Family.DECIMAL;
        } else if (BINARY.contains(suffix)) {
            return Family.BINARY;
        } else if (EXPONENT.matcher(suffix).matches()) {
            return Family.EXPONENT;
        }
        throw new Unreadable(WRONG_SUFFIX);
    }

    private static BigDecimal factor(Family family, String suffix) {
        return switch (family) {
            case DECIMAL -> BigDecimal.ONE.scaleByPowerOfTen(3 * DECIMAL.indexOf(suffix) - 9);
            case BINARY -> new BigDecimal(KIBI.pow(BINARY.indexOf(suffix)));
            case EXPONENT -> BigDecimal.ONE.scaleByPowerOfTen(Math.clamp(Long.parseLong(suffix.substring(1)), -1000, 1000));
        };
    }

    /** Rounded up to a billionth; no more than an int64 holds. */
    private static BigDecimal atMost(BigDecimal amount) {
        return amount.compareTo(MOST) > 0 ? MOST : amount.setScale(9, RoundingMode.UP);
    }

    private static String write(BigDecimal amount, Family family) {
        if (amount.signum() == 0) {
            return "0";
        }
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        return switch (family) {
            case BINARY -> whole && amount.abs().compareTo(new BigDecimal(KIBI)) >= 0
                    ? binary(amount.toBigIntegerExact())
                    : decimal(amount, DECIMAL);
            case DECIMAL -> decimal(amount, DECIMAL);
            case EXPONENT -> decimal(amount, List.of("e-9", "e-6", "e-3", "", "e3", "e6", "e9", "e12", "e15", "e18"));
        };
    }

    private static String decimal(BigDecimal amount, List<String> suffixes) {
        BigDecimal bare = amount.stripTrailingZeros();
        int thousands = Math.floorDiv(-bare.scale(), 3);
        return bare.scaleByPowerOfTen(-3 * thousands).toBigIntegerExact() + suffixes.get(thousands + 3);
    }

    private static String binary(BigInteger amount) {
        BigInteger left = amount;
        int power = 0;
        while (power < BINARY.size() - 1 && left.mod(KIBI).signum() == 0) {
            left = left.divide(KIBI);
            power++;
        }
        return left + BINARY.get(power);
    }
}
