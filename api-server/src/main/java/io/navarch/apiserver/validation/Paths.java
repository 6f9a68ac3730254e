package io.navarch.apiserver.validation;

import java.util.Arrays;

/** Paths in file systems. */
public final class Paths {

    private Paths() {}

    public static void noBacksteps(Field path) {
        if (stepsBack(path.text())) {
            path.invalid("must not contain '..'");
        }
    }

    public static boolean stepsBack(String path) {
        return Arrays.asList(path.split("/", -1)).contains("..");
    }

    /** Relative and never upwards. */
    public static void descending(Field path) {
        if (path.text().startsWith("/")) {
            path.invalid("must be a relative path");
        }
        noBacksteps(path);
    }

    /** As {@link #descending}, and not beginning as names the volume keeps for itself. */
    public static void descendingUnreserved(Field path) {
        descending(path);
        if (path.text().startsWith("..") && !path.text().startsWith("../")) {
            path.invalid("must not start with '..'");
        }
    }
}
