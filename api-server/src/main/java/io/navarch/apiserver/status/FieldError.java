package io.navarch.apiserver.status;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with one field. The value is what was sent: a String, Number, Boolean, JsonNode or any tree Jackson can write; null is
 * JSON's null, {@link #OMITTED} leaves it out of the message.
 */
public record FieldError(Type type, String field, @Nullable Object value, String detail) {

    public static final Object OMITTED = new Object();

    /** The reason of a cause, and the words its message begins with. */
    public enum Type {
        NOT_FOUND("FieldValueNotFound", "Not found"),
        REQUIRED("FieldValueRequired", "Required value"),
        DUPLICATE("FieldValueDuplicate", "Duplicate value"),
        INVALID("FieldValueInvalid", "Invalid value"),
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
        FORBIDDEN("FieldValueForbidden", "Forbidden"),
        TOO_LONG("FieldValueTooLong", "Too long"),
        TOO_SHORT("FieldValueTooShort", "Too short"),
        TOO_MANY("FieldValueTooMany", "Too many"),
        TOO_FEW("FieldValueTooFew", "Too few"),
        INTERNAL("InternalError", "Internal error"),
        TYPE_INVALID("FieldValueTypeInvalid", "Invalid value");

        private final String reason;
        private final String words;

        Type(String reason, String words) {
            this.reason = reason;
            this.words = words;
        }

        public String reason() {
            return reason;
        }
    }

    public static FieldError required(FieldPath path, String detail) {
        return new FieldError(Type.REQUIRED, path.toString(), "", detail);
    }

    public static FieldError invalid(FieldPath path, @Nullable Object value, String detail) {
        return new FieldError(Type.INVALID, path.toString(), value, detail);
    }

    public static FieldError typeInvalid(FieldPath path, @Nullable Object value, String detail) {
        return new FieldError(Type.TYPE_INVALID, path.toString(), value, detail);
    }

    public static FieldError notFound(FieldPath path, @Nullable Object value) {
        return new FieldError(Type.NOT_FOUND, path.toString(), value, "");
    }

    public static FieldError duplicate(FieldPath path, @Nullable Object value) {
        return new FieldError(Type.DUPLICATE, path.toString(), value, "");
    }

    public static FieldError forbidden(FieldPath path, String detail) {
        return new FieldError(Type.FORBIDDEN, path.toString(), "", detail);
    }

    /** The supported values are listed in the order given. */
    public static FieldError notSupported(FieldPath path, @Nullable Object value, Collection<String> supported) {
        String detail = supported.isEmpty()
                ? ""
                : "supported values: " + supported.stream().map(GoText::quote).collect(Collectors.joining(", "));
        return new FieldError(Type.NOT_SUPPORTED, path.toString(), value, detail);
    }

    public static FieldError tooLong(FieldPath path, int maxBytes) {
        return new FieldError(
                Type.TOO_LONG,
                path.toString(),
                OMITTED,
                maxBytes < 0 ? "value is too long" : "may not be more than " + maxBytes + (maxBytes == 1 ? " byte" : " bytes"));
    }

    public static FieldError tooLongCharacters(FieldPath path, int max) {
        return new FieldError(
                Type.TOO_LONG, path.toString(), OMITTED, "may not be more than " + max + (max == 1 ? " character" : " characters"));
    }

    public static FieldError tooShort(FieldPath path, int min) {
        return new FieldError(
                Type.TOO_SHORT, path.toString(), OMITTED, "must be at least " + min + (min == 1 ? " character" : " characters"));
    }

    public static FieldError tooMany(FieldPath path, int actual, int max) {
        String detail = max < 0 ? "has too many items" : "must have at most " + max + (max == 1 ? " item" : " items");
        return new FieldError(Type.TOO_MANY, path.toString(), actual < 0 ? OMITTED : (Object) actual, detail);
    }

    public static FieldError tooFew(FieldPath path, int actual, int min) {
        String detail = min < 0 ? "has too few items" : "must have at least " + min + (min == 1 ? " item" : " items");
        return new FieldError(Type.TOO_FEW, path.toString(), actual < 0 ? OMITTED : (Object) actual, detail);
    }

    public static FieldError internal(FieldPath path, String detail) {
        return new FieldError(Type.INTERNAL, path.toString(), OMITTED, detail);
    }

    /** The message of the cause: everything but the field. */
    public String body() {
        String words = switch (type) {
            case REQUIRED, FORBIDDEN, TOO_LONG, TOO_SHORT, INTERNAL -> type.words;
            case INVALID, TYPE_INVALID, NOT_SUPPORTED, NOT_FOUND, DUPLICATE, TOO_MANY, TOO_FEW ->
                value == OMITTED ? type.words : type.words + ": " + rendered();
        };
        return detail.isEmpty() ? words : words + ": " + detail;
    }

    private String rendered() {
        return switch (value) {
            case null -> "null";
            case String text -> GoText.quote(text);
            case tools.jackson.databind.JsonNode node when node.isString() -> GoText.quote(node.stringValue());
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> GoText.json(value);
        };
    }

    @Override
    public String toString() {
        return field + ": " + body();
    }
}
