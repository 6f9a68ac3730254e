package io.navarch.apiserver.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Bounds, factors and ranges of numbers. Whole numbers are held against whole bounds, others against bounds as they are. */
final class NumberRules {

    private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final JsonSchema schema;
    private final JsonNode value;
    private final String path;
    private final String type;
    private final Outcome outcome = new Outcome();

    private NumberRules(JsonSchema schema, JsonNode value, String path) {
        this.schema = schema;
        this.value = value;
        this.path = path;
        this.type = schema.types().size() == 1 ? schema.types().getFirst() : "";
    }

    static Outcome check(JsonSchema schema, JsonNode value, String path) {
        NumberRules rules = new NumberRules(schema, value, path);
        rules.run();
        return rules.outcome;
    }

    private void run() {
        range("Checked", value.decimalValue());
        if (schema.multipleOf() != null) {
            multiple(schema.multipleOf());
        }
        Double minimum = schema.minimum();
        if (minimum != null) {
            bound(minimum, "Minimum boundary", schema.exclusiveMinimum() ? "greater than " : "greater than or equal to ", -1,
                    schema.exclusiveMinimum());
        }
        Double maximum = schema.maximum();
        if (maximum != null) {
            bound(maximum, "Maximum boundary", schema.exclusiveMaximum() ? "less than " : "less than or equal to ", 1,
                    schema.exclusiveMaximum());
        }
        outcome.pass();
    }

    /** Whether the number is one the type and format can hold; says so when it is not. */
    private boolean range(String what, BigDecimal number) {
        boolean holds = switch (type) {
            case "integer" -> {
                boolean small = schema.format().equals("int32");
                yield number.stripTrailingZeros().scale() <= 0
                        && number.toBigInteger().compareTo(small ? INT_MIN : LONG_MIN) >= 0
                        && number.toBigInteger().compareTo(small ? INT_MAX : LONG_MAX) <= 0;
            }
            case "number" -> !schema.format().equals("float")
                    || number.abs().compareTo(BigDecimal.valueOf(Float.MAX_VALUE)) <= 0;
            default -> true;
        };
        if (!holds) {
            String format = schema.format().isEmpty() ? " (default format)" : " with format " + schema.format();
            StructuralValidation.general(outcome, what + " value must be of type " + type + format + " in " + path);
        }
        return holds;
    }

    private boolean whole() {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    private void multiple(double factor) {
        boolean native64 = range("MultipleOf", BigDecimal.valueOf(factor)) && whole();
        boolean fits;
        String shown;
        if (native64) {
            long whole = (long) factor;
            shown = Long.toString(whole);
            if (whole <= 0) {
                StructuralValidation.invalid(
                        outcome, path, whole, "factor MultipleOf declared for " + path + " must be positive: " + whole);
                return;
            }
            fits = value.longValue() % whole == 0;
        } else {
            shown = number(factor);
            double quotient = factor < 1 ? 1 / factor * value.doubleValue() : value.doubleValue() / factor;
            fits = nearlyWhole(quotient);
        }
        if (!fits) {
            StructuralValidation.invalid(outcome, path, value, path + " in body should be a multiple of " + shown);
        }
    }

    /** As close to a whole number as a sum of fractions can be expected to come. */
    private static boolean nearlyWhole(double quotient) {
        double whole = Math.rint(quotient);
        double difference = Math.abs(quotient - whole);
        return difference == 0 || difference / Math.max(Math.abs(quotient), Math.abs(whole)) < 1e-9;
    }

    private void bound(double bound, String what, String words, int wrongSide, boolean exclusive) {
        boolean native64 = range(what, BigDecimal.valueOf(bound)) && whole();
        int side = native64
                ? Long.compare(value.longValue(), (long) bound)
                : Double.compare(value.doubleValue(), bound);
        if (side == wrongSide || exclusive && side == 0) {
            String shown = native64 ? Long.toString((long) bound) : number(bound);
            StructuralValidation.invalid(outcome, path, value, path + " in body should be " + words + shown);
        }
    }

    /** As Go's {@code %v} writes a float64. */
    static String number(@Nullable Double number) {
        if (number == null) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exact.signum() != 0 && (exponent < -4 || exponent >= 21)) {
            String digits = exact.unscaledValue().abs().toString();
            return (number < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "")
                    + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        return exact.toPlainString();
    }
}
