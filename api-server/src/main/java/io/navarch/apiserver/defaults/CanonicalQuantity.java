package io.navarch.apiserver.defaults;

import java.math.BigDecimal;

/** How a computed amount is written: cpu in thousandths where it is no whole number, everything else in whole units or binary ones. */
final class CanonicalQuantity {

    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);

    private CanonicalQuantity() {}

    static String of(String resource, BigDecimal amount) {
        if (amount.stripTrailingZeros().scale() > 0) {
            return amount.scaleByPowerOfTen(3).stripTrailingZeros().toPlainString() + "m";
        }
        if (resource.equals("cpu") || amount.signum() == 0) {
            return amount.toBigIntegerExact().toString();
        }
        int unit = 0;
        BigDecimal left = amount;
        while (unit < BINARY.length - 1 && left.remainder(STEP).signum() == 0) {
            left = left.divide(STEP);
            unit++;
        }
        return left.toBigIntegerExact() + BINARY[unit];
    }
}
