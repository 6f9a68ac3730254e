package io.navarch.apiserver.http;

import io.navarch.machinery.object.Json;
import tools.jackson.databind.node.ObjectNode;

/** What /version says: which Kubernetes this is compatible with, and which Navarch it is. */
public final class Version {

    public static final String KUBERNETES = "v1.36.2";
    public static final String NAVARCH = "0.1.0";

    private Version() {}

    static ObjectNode document() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("emulationMajor", "1")
                .put("emulationMinor", "36")
                .put("minCompatibilityMajor", "1")
                .put("minCompatibilityMinor", "35")
                .put("gitVersion", KUBERNETES + "+navarch." + NAVARCH)
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "go1.26")
                .put("compiler", "javac")
                .put("platform", "linux/" + architecture());
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : "amd64";
    }
}
