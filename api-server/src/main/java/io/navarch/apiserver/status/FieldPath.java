package io.navarch.apiserver.status;

import org.jspecify.annotations.Nullable;

/** Where a field is: {@code spec.containers[0].ports}. Immutable; cheap to extend, rendered only when something is wrong. */
public final class FieldPath {

    /** Above everything; its children are the top-level fields. */
    public static final FieldPath ROOT = new FieldPath(null, "");

    private final @Nullable FieldPath parent;
    private final String step;

    private FieldPath(@Nullable FieldPath parent, String step) {
        this.parent = parent;
        this.step = step;
    }

    public static FieldPath of(String name, String... more) {
        return ROOT.child(name, more);
    }

    public FieldPath child(String name, String... more) {
        FieldPath path = new FieldPath(this, this == ROOT ? name : "." + name);
        for (String next : more) {
            path = path.child(next);
        }
        return path;
    }

    public FieldPath index(int index) {
        return new FieldPath(this, "[" + index + "]");
    }

    /** An entry of a map, or of a list by its key. */
    public FieldPath key(String key) {
        return new FieldPath(this, "[" + key + "]");
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        append(out);
        return out.toString();
    }

    private void append(StringBuilder out) {
        if (parent != null) {
            parent.append(out);
        }
        out.append(step);
    }
}
