package io.navarch.kubelet.volume;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A folder whose files change all at once. They lie in a folder of their own name, {@code ..SERIAL}, to which {@code ..data} points;
 * each file is seen through a link {@code name -> ..data/name}. Turning {@code ..data} to a new folder is one rename.
 */
final class AtomicFolder {

    /** mode: permission bits. uid, gid: -1 leaves them. */
    record Entry(byte[] content, int mode, long uid, long gid) {}

    private static final String DATA = "..data";

    private AtomicFolder() {}

    /** Makes the folder hold exactly these files, by relative path; returns whether anything changed. */
    static boolean write(Path folder, Map<String, Entry> files, String serial) throws IOException {
        Files.createDirectories(folder);
        Path data = folder.resolve(DATA);
        if (Files.isDirectory(data) && same(data, files)) {
            return false;
        }
        Path before = Files.isSymbolicLink(data) ? folder.resolve(Files.readSymbolicLink(data)) : null;
        Path fresh = folder.resolve(".." + serial);
        Files.createDirectories(fresh);
        Files.setAttribute(fresh, "unix:mode", 0755);
        for (Map.Entry<String, Entry> file : files.entrySet()) {
            Path target = fresh.resolve(file.getKey()).normalize();
            if (!target.startsWith(fresh)) {
                throw new IOException("the path " + file.getKey() + " leads out of the volume");
            }
            Files.createDirectories(target.getParent());
            writeFile(target, file.getValue());
        }
        Path link = folder.resolve("..data_tmp");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(".." + serial));
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        links(folder, files.keySet());
        if (before != null) {
            Folders.delete(before);
        }
        return true;
    }

    private static void writeFile(Path target, Entry entry) throws IOException {
        Files.write(target, entry.content());
        Files.setAttribute(target, "unix:mode", entry.mode());
        if (entry.uid() >= 0) {
            Files.setAttribute(target, "unix:uid", Math.toIntExact(entry.uid()));
        }
        if (entry.gid() >= 0) {
            Files.setAttribute(target, "unix:gid", Math.toIntExact(entry.gid()));
        }
    }

    private static boolean same(Path data, Map<String, Entry> files) throws IOException {
        Set<String> there = new HashSet<>();
        Path real = data.toRealPath();
        try (var walk = Files.walk(real)) {
            walk.filter(Files::isRegularFile).forEach(f -> there.add(real.relativize(f).toString()));
        }
        Set<String> wanted = new HashSet<>();
        files.keySet().forEach(f -> wanted.add(Path.of(f).normalize().toString()));
        if (!there.equals(wanted)) {
            return false;
        }
        for (Map.Entry<String, Entry> file : files.entrySet()) {
            if (!Arrays.equals(Files.readAllBytes(real.resolve(file.getKey()).normalize()), file.getValue().content())) {
                return false;
            }
        }
        return true;
    }

    /** One link for the first part of each path; links to what is no more go. */
    private static void links(Path folder, Set<String> files) throws IOException {
        Set<String> first = new HashSet<>();
        files.forEach(f -> first.add(Path.of(f).normalize().getName(0).toString()));
        for (String name : first) {
            Path link = folder.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(DATA, name));
            }
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Files.isSymbolicLink(entry) && !name.startsWith("..") && !first.contains(name)) {
                    Files.delete(entry);
                }
            }
        }
    }
}
