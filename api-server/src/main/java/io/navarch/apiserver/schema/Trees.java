package io.navarch.apiserver.schema;

import io.navarch.machinery.object.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** JSON without a schema, and numbers as Go has them. */
final class Trees {

    private Trees() {}

    /** The value at the parser's current token as it stands: numbers keep the form they have. */
    static JsonNode read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = Json.object();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, read(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = Json.MAPPER.createArrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> integerNode(parser);
            case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(parser.getDecimalValue());
            default -> scalar(parser);
        };
    }

    static JsonNode scalar(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> StringNode.valueOf(parser.getString());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> goNumber(parser);
            default -> NullNode.instance;
        };
    }

    static JsonNode integer(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static JsonNode integerNode(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? BigIntegerNode.valueOf(parser.getBigIntegerValue())
                : integer(parser.getLongValue());
    }

    /** An int64 where it is written as one and fits, else a float64, which is written without a point when it is whole. */
    static JsonNode goNumber(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return integer(parser.getLongValue());
        }
        BigDecimal number = new BigDecimal(Double.toString(finite(parser.getDoubleValue())));
        if (number.stripTrailingZeros().scale() > 0) {
            return DecimalNode.valueOf(number.stripTrailingZeros());
        }
        BigInteger whole = number.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? integer(whole.longValueExact()) : BigIntegerNode.valueOf(whole);
    }

    private static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new Unreadable("json: cannot unmarshal number into Go value of type float64");
        }
        return value;
    }
}
