package io.navarch.apiserver.validation;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A place in an object under validation: its path, its value, and where complaints go. Reading follows Go: what is absent or null reads
 * as "", 0, false or nothing. Complaints return nothing, so that a rule reads as a list of conditions.
 */
public final class Field {

    private final JsonNode value;
    private final FieldPath path;
    private final List<FieldError> errors;

    private Field(JsonNode value, FieldPath path, List<FieldError> errors) {
        this.value = value;
        this.path = path;
        this.errors = errors;
    }

    /** The whole object; complaints are added to the list. */
    public static Field root(JsonNode object, List<FieldError> errors) {
        return new Field(object, FieldPath.ROOT, errors);
    }

    public Field at(String name) {
        return new Field(value.path(name), path.child(name), errors);
    }

    public Field at(String name, String... more) {
        Field field = at(name);
        for (String next : more) {
            field = field.at(next);
        }
        return field;
    }

    public Field at(int index) {
        return new Field(value.path(index), path.index(index), errors);
    }

    /** An entry of a map. */
    public Field key(String key) {
        return new Field(value.path(key), path.key(key), errors);
    }

    /** The same place with another value, such as the one before an update. */
    public Field with(JsonNode other) {
        return new Field(other, path, errors);
    }

    /** The same value complained of elsewhere. */
    public Field as(FieldPath other) {
        return new Field(value, other, errors);
    }

    /** A path that is not the path of a field, such as a misspelt one Kubernetes complains under. */
    public Field at(FieldPath other) {
        return new Field(MissingNode.getInstance(), other, errors);
    }

    /** Where there is nothing, at the given child's path. */
    public Field missing(String name) {
        return new Field(MissingNode.getInstance(), path.child(name), errors);
    }

    public JsonNode value() {
        return value;
    }

    public FieldPath path() {
        return path;
    }

    /** How many complaints there are so far, about anything: lets a rule see whether a part was in order. */
    public int complaints() {
        return errors.size();
    }

    /** Neither absent nor null: a pointer that is not nil. */
    public boolean isSet() {
        return !value.isMissingNode() && !value.isNull();
    }

    /** Go's zero: absent, null, "", 0, false, or without elements. */
    public boolean isZero() {
        return !isSet()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.stringValue().isEmpty())
                || (value.isNumber() && value.doubleValue() == 0)
                || (value.isBoolean() && !value.booleanValue());
    }

    public String text() {
        return value.isString() ? value.stringValue() : "";
    }

    public long number() {
        return value.isNumber() ? value.longValue() : 0;
    }

    public boolean flag() {
        return value.isBoolean() && value.booleanValue();
    }

    public int size() {
        return value.isContainer() ? value.size() : 0;
    }

    public boolean isOneOf(Collection<String> values) {
        return values.contains(text());
    }

    /** The elements of a list. */
    public List<Field> items() {
        if (!value.isArray()) {
            return List.of();
        }
        List<Field> items = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            items.add(at(i));
        }
        return items;
    }

    /** The entries of a map, in the order of their keys as Kubernetes reports them; each has the path of its key. */
    public List<Map.Entry<String, Field>> entries() {
        if (!value.isObject()) {
            return List.of();
        }
        return value.propertyNames().stream()
                .sorted()
                .map(key -> Map.entry(key, key(key)))
                .toList();
    }

    public void required() {
        required("");
    }

    public void required(String detail) {
        errors.add(FieldError.required(path, detail));
    }

    /** Invalid, quoting the value that is there. */
    public void invalid(String detail) {
        errors.add(FieldError.invalid(path, shown(), detail));
    }

    public void invalid(Object shown, String detail) {
        errors.add(FieldError.invalid(path, shown, detail));
    }

    /** Invalid, showing the structure as Kubernetes' own type, such as "Taint". */
    public void invalidAs(String type, String detail) {
        errors.add(FieldError.invalid(path, isSet() ? InternalForm.of(type, value) : null, detail));
    }

    /** Invalid once for each message. */
    public void invalidFor(List<String> messages) {
        messages.forEach(this::invalid);
    }

    public void notSupported(Collection<String> supported) {
        errors.add(FieldError.notSupported(path, shown(), supported));
    }

    public void forbidden(String detail) {
        errors.add(FieldError.forbidden(path, detail));
    }

    public void duplicate() {
        errors.add(FieldError.duplicate(path, shown()));
    }

    public void duplicate(Object shown) {
        errors.add(FieldError.duplicate(path, shown));
    }

    public void notFound() {
        errors.add(FieldError.notFound(path, shown()));
    }

    public void tooLong(int maxBytes) {
        errors.add(FieldError.tooLong(path, maxBytes));
    }

    public void tooMany(int max) {
        errors.add(FieldError.tooMany(path, size(), max));
    }

    public void tooMany(int actual, int max) {
        errors.add(FieldError.tooMany(path, actual, max));
    }

    public void add(FieldError error) {
        errors.add(error);
    }

    private Object shown() {
        return value.isMissingNode() ? "" : value;
    }

    // Rules that many kinds share.

    /** Required unless it has a value. Says whether it has. */
    public boolean mustBeSet() {
        if (isZero()) {
            required();
            return false;
        }
        return true;
    }

    /** Required, and one of the values; they are listed as given. */
    public void mustBeOneOf(List<String> supported) {
        if (text().isEmpty()) {
            required();
        } else if (!supported.contains(text())) {
            notSupported(supported);
        }
    }

    public void mustNotBeNegative() {
        if (number() < 0) {
            invalid(value.isMissingNode() ? 0 : value, "must be greater than or equal to 0");
        }
    }

    /** A field that may not differ from the object before. */
    public void mustStay(JsonNode before) {
        if (!same(value, before)) {
            invalid("field is immutable");
        }
    }

    /** Equal as Go sees it: absent and null are the same. */
    public static boolean same(JsonNode one, JsonNode other) {
        boolean nothing = one.isMissingNode() || one.isNull();
        boolean otherNothing = other.isMissingNode() || other.isNull();
        return nothing || otherNothing ? nothing == otherNothing : one.equals(other);
    }
}
