package io.navarch.kubelet.volume;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders and mounts on the node. */
public final class Folders {

    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);
    private static final int COMMAND_SECONDS = 10;

    private Folders() {}

    /** Deletes a folder with all that is in it; links are not followed. Nothing there is fine. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException trouble) throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Mounts memory there unless it is mounted already; false when this process may not. size: bytes, 0 for half the memory. */
    static boolean mountMemory(Path at, long size) throws IOException {
        Files.createDirectories(at);
        if (mountsUnder(at).contains(at)) {
            return true;
        }
        String options = size > 0 ? "size=" + size : "mode=0777";
        return run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString()));
    }

    /** Unmounts everything mounted at or under the folder, the innermost first. */
    public static void unmountUnder(Path folder) throws IOException {
        for (Path mount : mountsUnder(folder).reversed()) {
            if (!run(List.of("umount", mount.toString()))) {
                run(List.of("umount", "-l", mount.toString()));
            }
        }
    }

    private static List<Path> mountsUnder(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> Path.of(line.split(" ")[4].replace("\\040", " ")))
                .filter(p -> p.startsWith(absolute))
                .toList();
    }

    private static boolean run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            boolean well = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            if (!well) {
                LOG.debug("{}: {}", command, output.strip());
            }
            return well;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroy();
        }
    }
}
