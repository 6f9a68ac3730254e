package io.navarch.machinery.object;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An object's identity over time: a name may be taken again, a uid never is. */
public record Uid(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Uid {}

    @Override
    public String toString() {
        return value;
    }
}
