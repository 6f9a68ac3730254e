package io.navarch.machinery.object;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A quantity one can reckon with; it remembers in which units it was written, and sums are written in those of their first part that is
 * not zero, as Kubernetes does: 512Mi + 1Gi = 1536Mi.
 */
public record Amount(BigDecimal value, Units units) {

    /** How an amount is written. */
    public enum Units {
        DECIMAL,
        BINARY,
        EXPONENT
    }

    public static final Amount ZERO = of(0);

    private static final BigDecimal STEP = BigDecimal.valueOf(1024);
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
    private static final int OF_ONE = 3;

    public static Amount of(long count) {
        return new Amount(BigDecimal.valueOf(count), Units.DECIMAL);
    }

    public static Amount parse(String text) {
        Units units = text.endsWith("i")
                ? Units.BINARY
                : text.toLowerCase(Locale.ROOT).matches(".*e[+-]?[0-9]+") ? Units.EXPONENT : Units.DECIMAL;
        return new Amount(Quantity.parse(text).exact(), units);
    }

    public Amount plus(Amount other) {
        return new Amount(value.add(other.value), isZero() ? other.units : units);
    }

    public Amount minus(Amount other) {
        return new Amount(value.subtract(other.value), isZero() ? other.units : units);
    }

    public Amount max(Amount other) {
        return other.value.compareTo(value) > 0 ? other : this;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    public boolean exceeds(Amount limit) {
        return value.compareTo(limit.value) > 0;
    }

    /** In its shortest form, as Kubernetes writes it. */
    @Override
    public String toString() {
        if (isZero()) {
            return "0";
        }
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        return switch (units) {
            case BINARY -> whole && value.abs().compareTo(STEP) >= 0 ? binary() : decimal();
            case DECIMAL -> decimal();
            case EXPONENT -> exponent();
        };
    }

    private String binary() {
        BigDecimal left = value;
        int unit = 0;
        while (unit < BINARY.length - 1 && left.remainder(STEP).signum() == 0) {
            left = left.divide(STEP);
            unit++;
        }
        return left.toBigIntegerExact() + BINARY[unit];
    }

    private int thousands() {
        BigDecimal stripped = value.stripTrailingZeros();
        return Math.floorDiv(-stripped.scale(), 3);
    }

    private String decimal() {
        int thousands = Math.clamp(thousands(), -OF_ONE, DECIMAL.length - 1 - OF_ONE);
        return value.scaleByPowerOfTen(-3 * thousands).stripTrailingZeros().toPlainString() + DECIMAL[thousands + OF_ONE];
    }

    private String exponent() {
        int thousands = thousands();
        String mantissa = value.scaleByPowerOfTen(-3 * thousands).stripTrailingZeros().toPlainString();
        return thousands == 0 ? mantissa : mantissa + "e" + 3 * thousands;
    }
}
