package io.navarch.command.image;

import io.navarch.command.image.ImageArchives.Recipe;
import java.util.List;
import java.util.Map;

/** The images that come with Navarch. */
final class Recipes {

    /** What holds a pod's namespaces: containerd's sandbox_image names it too. */
    static final String PAUSE = "navarch/pause:1.0";

    private static final int WEB_PORT = 8080;

    private Recipes() {}

    static List<Recipe> all(List<String> applets) {
        return List.of(pause(), busybox(applets), web("1.0", applets), web("2.0", applets));
    }

    /** Waits for ever, ends at once on TERM, and reaps what its pod leaves behind. */
    private static Recipe pause() {
        String script = """
                #!/bin/busybox sh
                trap 'exit 0' TERM INT
                while :; do busybox sleep 2147483647 & wait; done
                """;
        return new Recipe(PAUSE, List.of("/pause"), List.of(), List.of("sleep"), Map.of("/pause", script), List.of());
    }

    private static Recipe busybox(List<String> applets) {
        return new Recipe("busybox:1.36", List.of(), List.of("sh"), applets, rootFiles(Map.of()), List.of());
    }

    /**
     * A small web server on port 8080: / says version, pod and greeting (GREETING in the environment), /healthz is a file that a
     * test may take away, /cgi-bin/env shows the environment and /cgi-bin/slow?SECONDS answers late.
     */
    private static Recipe web(String version, List<String> applets) {
        String start = """
                #!/bin/busybox sh
                mkdir -p /tmp/www/cgi-bin
                cp /www/cgi-bin/* /tmp/www/cgi-bin/
                echo "navarch/web %1$s on $(hostname) says ${GREETING:-hello}" >/tmp/www/index.html
                echo ok >/tmp/www/healthz
                echo "web %1$s listens on %2$d"
                trap 'echo "web %1$s: TERM, finishing"; sleep "${DRAIN_SECONDS:-1}"; kill $server; exit 0' TERM
                busybox httpd -f -v -p %2$d -h /tmp/www &
                server=$!
                wait $server
                """
                .formatted(version, WEB_PORT);
        String env = """
                #!/bin/busybox sh
                echo "Content-Type: text/plain"
                echo
                env | sort
                """;
        String slow = """
                #!/bin/busybox sh
                sleep "${QUERY_STRING:-1}"
                echo "Content-Type: text/plain"
                echo
                echo "after ${QUERY_STRING:-1} s, from $(hostname)"
                """;
        return new Recipe("navarch/web:" + version, List.of("/start"), List.of(), applets,
                rootFiles(Map.of("/start", start, "/www/cgi-bin/env", env, "/www/cgi-bin/slow", slow)), List.of(WEB_PORT));
    }

    private static Map<String, String> rootFiles(Map<String, String> more) {
        Map<String, String> files = new java.util.HashMap<>(more);
        files.put("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n");
        files.put("/etc/group", "root:x:0:\nnogroup:x:65534:\n");
        files.put("/etc/nsswitch.conf", "hosts: files dns\n");
        files.put("/tmp/.keep", "");
        files.put("/root/.keep", "");
        return files;
    }
}
