package io.navarch.machinery.client;

/** The subresources services write. */
public enum Subresource {
    NONE(""),
    STATUS("status"),
    SCALE("scale"),
    BINDING("binding"),
    EVICTION("eviction"),
    FINALIZE("finalize"),
    TOKEN("token"),
    APPROVAL("approval");

    private final String path;

    Subresource(String path) {
        this.path = path;
    }

    /** As in the URL; "" for the object itself. */
    public String path() {
        return path;
    }
}
