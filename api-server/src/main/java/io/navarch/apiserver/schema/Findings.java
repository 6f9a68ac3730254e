package io.navarch.apiserver.schema;

import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to complain of so far, and where the reader is. */
final class Findings {

    /** As many strict errors as Kubernetes reports. */
    private static final int MOST = 100;

    private final boolean wanted;
    private final List<String> strict = new ArrayList<>();
    private final List<Object> path = new ArrayList<>();
    private int silenced;
    private @Nullable String mismatch;

    Findings(boolean wanted) {
        this.wanted = wanted;
    }

    void enter(Object nameOrIndex) {
        path.add(nameOrIndex);
    }

    void leave() {
        path.removeLast();
    }

    /** Within some types Kubernetes decodes with a decoder of its own, which is not strict. */
    void silence(int change) {
        silenced += change;
    }

    void unknown(String field) {
        strict("unknown field ", field);
    }

    void duplicate(String field) {
        strict("duplicate field ", field);
    }

    private void strict(String what, String field) {
        if (wanted && silenced == 0 && strict.size() < MOST) {
            enter(field);
            add(what + GoText.quote(path()));
            leave();
        }
    }

    void add(String finding) {
        if (!strict.contains(finding)) {
            strict.add(finding);
        }
    }

    void unknownAt(String path) {
        if (wanted && strict.size() < MOST) {
            add("unknown field " + GoText.quote(path));
        }
    }

    /** What was found while reading a part on its own. */
    void take(Findings part) {
        part.strict.forEach(this::add);
        if (mismatch == null) {
            mismatch = part.mismatch;
        }
    }

    boolean wanted() {
        return wanted;
    }

    /** The first value of a wrong JSON type is what is told. */
    void mismatch(String found, String expected) {
        if (mismatch == null) {
            mismatch = "json: cannot unmarshal " + found + " into Go struct field " + path() + " of type " + expected;
        }
    }

    @Nullable String mismatch() {
        return mismatch;
    }

    List<String> strict() {
        return strict;
    }

    String path() {
        StringBuilder out = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer index) {
                out.append('[').append(index).append(']');
            } else {
                out.append(out.isEmpty() ? "" : ".").append(step);
            }
        }
        return out.toString();
    }
}
