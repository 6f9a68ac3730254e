package io.navarch.command.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The commands a busybox has in it. */
final class BusyboxApplets {

    private BusyboxApplets() {}

    static List<String> of(Path busybox) throws IOException, InterruptedException {
        Process list = new ProcessBuilder(busybox.toString(), "--list").redirectErrorStream(true).start();
        String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (list.waitFor() != 0) {
            throw new IOException(busybox + " --list failed: " + names);
        }
        return names.lines().filter(name -> !name.equals("busybox") && name.matches("[A-Za-z0-9_.\\[-]+")).toList();
    }
}
