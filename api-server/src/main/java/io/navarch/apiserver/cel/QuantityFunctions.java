package io.navarch.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** quantity(): amounts with suffixes such as 1.5Gi and 200m, as exact decimals. */
final class QuantityFunctions {

    static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]{1,3})?");
    private static final Map<String, Integer> DECIMAL = Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final Map<String, Integer> BINARY = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);
    private static final String WRONG = "quantities must match the regular expression"
            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private QuantityFunctions() {}

    static void declare(Functions f) {
        f.global("quantity", "string_to_quantity", QUANTITY, List.of(SimpleType.STRING), a -> parse((String) a[0]));
        f.global("isQuantity", "is_quantity_string", SimpleType.BOOL, List.of(SimpleType.STRING), a -> FORM.matcher((String) a[0]).matches());
        List<CelType> one = List.of(QUANTITY);
        List<CelType> two = List.of(QUANTITY, QUANTITY);
        List<CelType> number = List.of(QUANTITY, SimpleType.INT);
        f.member("sign", "quantity_sign", SimpleType.INT, one, a -> (long) of(a[0]).signum());
        f.member("isGreaterThan", "quantity_is_greater_than", SimpleType.BOOL, two, a -> of(a[0]).compareTo(of(a[1])) > 0);
        f.member("isLessThan", "quantity_is_less_than", SimpleType.BOOL, two, a -> of(a[0]).compareTo(of(a[1])) < 0);
        f.member("compareTo", "quantity_compare_to", SimpleType.INT, two, a -> (long) of(a[0]).compareTo(of(a[1])));
        f.member("asApproximateFloat", "quantity_get_float", SimpleType.DOUBLE, one, a -> of(a[0]).doubleValue());
        f.member("asInteger", "quantity_get_int", SimpleType.INT, one, a -> {
            if (!whole(of(a[0]))) {
                throw new IllegalArgumentException("cannot convert value to integer");
            }
            return of(a[0]).longValueExact();
        });
        f.member("isInteger", "quantity_is_integer", SimpleType.BOOL, one, a -> whole(of(a[0])));
        f.member("add", "quantity_add", QUANTITY, two, a -> normal(of(a[0]).add(of(a[1]))));
        f.member("add", "quantity_add_int", QUANTITY, number, a -> normal(of(a[0]).add(BigDecimal.valueOf((Long) a[1]))));
        f.member("sub", "quantity_sub", QUANTITY, two, a -> normal(of(a[0]).subtract(of(a[1]))));
        f.member("sub", "quantity_sub_int", QUANTITY, number, a -> normal(of(a[0]).subtract(BigDecimal.valueOf((Long) a[1]))));
    }

    private static BigDecimal of(Object value) {
        return (BigDecimal) value;
    }

    private static BigDecimal normal(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    private static boolean whole(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0 && value.toBigInteger().bitLength() < Long.SIZE;
    }

    private static Object parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(WRONG);
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String suffix = form.group(2);
        if (suffix == null) {
            return normal(number);
        }
        if (BINARY.containsKey(suffix)) {
            return normal(number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(BINARY.get(suffix)))));
        }
        int power = DECIMAL.containsKey(suffix) ? DECIMAL.get(suffix) : Integer.parseInt(suffix.substring(1));
        return normal(number.scaleByPowerOfTen(power));
    }
}
