package io.navarch.machinery.object;

/** A place in the store's one order of writes; what the API calls a resourceVersion. 0 is before everything. */
public record Revision(long value) implements Comparable<Revision> {

    public static final Revision ZERO = new Revision(0);

    public static Revision parse(String resourceVersion) {
        return new Revision(Long.parseLong(resourceVersion));
    }

    public boolean atLeast(Revision other) {
        return value >= other.value;
    }

    @Override
    public int compareTo(Revision other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
