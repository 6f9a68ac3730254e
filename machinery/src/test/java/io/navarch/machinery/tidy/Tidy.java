package io.navarch.machinery.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks over a module's main sources. A file or method that was over its line when the rule came is listed in
 * {@code src/test/tidy/ratchet.txt} as {@code NAME LINES}, where NAME is the file's name or {@code File.java#method}; it may shrink,
 * never grow.
 */
public final class Tidy {

    static final int LONGEST_FILE = 400;
    static final int LONGEST_METHOD = 70;

    private final Path module;
    private final Map<String, Integer> ratchet;
    private final List<String> findings = new ArrayList<>();

    private Tidy(Path module) {
        this.module = module;
        this.ratchet = ratchet(module.resolve("src/test/tidy/ratchet.txt"));
    }

    /** What is not tidy in the module whose folder this is; empty when all is well. */
    public static List<String> findings(Path module) {
        Tidy tidy = new Tidy(module);
        Path sources = module.resolve("src/main/java");
        if (Files.isDirectory(sources)) {
            tidy.look(sources);
        }
        return tidy.findings;
    }

    private void look(Path sources) {
        try (Stream<Path> all = Files.walk(sources)) {
            List<Path> paths = all.sorted().toList();
            for (Path path : paths) {
                if (path.toString().endsWith(".java")) {
                    lookAt(path, Files.readString(path));
                } else if (Files.isDirectory(path)) {
                    lookAtPackage(path);
                }
            }
            for (Methods.Method method : Methods.of(paths.stream().filter(p -> p.toString().endsWith(".java")).toList())) {
                limit(method.file().getFileName() + "#" + method.name(), method.lines(), LONGEST_METHOD,
                        method.file(), "split it by question; it has a second thing to say");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lookAt(Path file, String text) {
        List<String> lines = text.lines().toList();
        limit(file.getFileName().toString(), lines.size(), LONGEST_FILE, file, "split it by question, not by size");
        boolean app = file.getParent().endsWith("app");
        List<String> code = Code.withoutCommentsAndStrings(text).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            for (Rule rule : Rule.values()) {
                if (rule.brokenBy(lines.get(i), i < code.size() ? code.get(i) : "", app)) {
                    finding(file, i + 1, rule.instead());
                }
            }
        }
        String name = file.getFileName().toString().replace(".java", "");
        Names.complaint(name).ifPresent(complaint -> finding(file, 1, complaint));
    }

    private void lookAtPackage(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".java")).toList();
            if (!names.isEmpty() && !names.contains("package-info.java")) {
                finding(folder, 0, "give the package a package-info.java: what flows in, what flows out, the invariant, the first file");
            }
        }
        Path info = folder.resolve("package-info.java");
        if (Files.exists(info) && !Files.readString(info).contains("@NullMarked")) {
            finding(info, 1, "mark the package @NullMarked");
        }
    }

    private void limit(String name, int lines, int limit, Path file, String advice) {
        int allowed = Math.max(limit, ratchet.getOrDefault(name, 0));
        if (lines > allowed) {
            finding(file, 0, name + " has " + lines + " lines, " + allowed + " are allowed: " + advice);
        }
    }

    private void finding(Path file, int line, String text) {
        findings.add(module.relativize(file) + (line > 0 ? ":" + line : "") + ": " + text);
    }

    private static Map<String, Integer> ratchet(Path file) {
        Map<String, Integer> allowed = new HashMap<>();
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).stream().filter(line -> !line.isBlank()).map(line -> line.split(" "))
                        .forEach(entry -> allowed.put(entry[0], Integer.parseInt(entry[1])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return allowed;
    }
}
