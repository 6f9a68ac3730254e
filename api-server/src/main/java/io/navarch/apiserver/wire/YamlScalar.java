package io.navarch.apiserver.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** What a plain word means in YAML 1.1, as go-yaml v2 has it. Times stay strings. */
final class YamlScalar {

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private YamlScalar() {}

    static JsonNode resolve(String text) {
        if (NULL.contains(text)) {
            return NullNode.getInstance();
        }
        char first = text.charAt(0);
        if (first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.') {
            return number(text);
        }
        if (TRUE.contains(text)) {
            return BooleanNode.TRUE;
        }
        return FALSE.contains(text) ? BooleanNode.FALSE : StringNode.valueOf(text);
    }

    private static JsonNode number(String text) {
        if (INTEGER.matcher(text).matches()) {
            String digits = text.replace("_", "");
            boolean negative = digits.startsWith("-");
            String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
            BigInteger value = switch (bare.length() > 1 && bare.charAt(0) == '0' ? bare.charAt(1) : ' ') {
                case 'b' -> new BigInteger(bare.substring(2), 2);
                case 'x' -> new BigInteger(bare.substring(2), 16);
                case 'o' -> new BigInteger(bare.substring(2), 8);
                case ' ' -> new BigInteger(bare);
                default -> new BigInteger(bare, 8);
            };
            return integer(negative ? value.negate() : value);
        }
        if (FLOAT.matcher(text).matches()) {
            double value = new BigDecimal(text).doubleValue();
            return Double.isInfinite(value) ? StringNode.valueOf(text) : DoubleNode.valueOf(value);
        }
        return StringNode.valueOf(text);
    }

    private static JsonNode integer(BigInteger value) {
        int bits = value.bitLength();
        return bits < Integer.SIZE
                ? IntNode.valueOf(value.intValue())
                : bits < Long.SIZE ? LongNode.valueOf(value.longValue()) : BigIntegerNode.valueOf(value);
    }
}
