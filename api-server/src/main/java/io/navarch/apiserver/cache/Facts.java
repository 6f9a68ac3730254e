package io.navarch.apiserver.cache;

import java.util.Map;

/** What is read out of an object's bytes to select it: labels, uid and the values of the kind's selectable fields. */
record Facts(Map<String, String> labels, String uid, FactReader reader, String[] values) {

    String field(String name) {
        int index = reader.indexOf(name);
        return index < 0 ? "" : values[index];
    }
}
