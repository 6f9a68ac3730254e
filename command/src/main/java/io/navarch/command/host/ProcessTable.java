package io.navarch.command.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The machine's processes as /proc shows them at one moment. */
final class ProcessTable {

    /** A pid with the clock tick it was started at: together they name one process for good. */
    record Entry(long pid, long parent, long startTicks) {}

    private final Map<Long, Entry> entries;

    private ProcessTable(Map<Long, Entry> entries) {
        this.entries = entries;
    }

    static ProcessTable now() {
        Map<Long, Entry> entries = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path folder : folders) {
                entry(Long.parseLong(folder.getFileName().toString())).ifPresent(e -> entries.put(e.pid(), e));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new ProcessTable(entries);
    }

    /** Fields 4 and 22 of /proc/PID/stat, counted after the name in parentheses, which may hold anything. */
    static Optional<Entry> entry(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z")
                    ? Optional.empty()
                    : Optional.of(new Entry(pid, Long.parseLong(fields[1]), Long.parseLong(fields[19])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether that very process still runs. */
    static boolean runs(Entry wanted) {
        return entry(wanted.pid()).filter(found -> found.startTicks() == wanted.startTicks()).isPresent();
    }

    /** The processes whose command line the condition accepts; its parts are separated by blanks. */
    List<Entry> matching(Predicate<String> commandLine) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (commandLine.test(commandLine(entry.pid()))) {
                found.add(entry);
            }
        }
        return found;
    }

    /** All processes started by these, and by those, without these themselves. */
    List<Entry> descendants(List<Entry> of) {
        List<Entry> found = new ArrayList<>();
        List<Entry> level = of;
        while (!level.isEmpty()) {
            List<Long> parents = level.stream().map(Entry::pid).toList();
            level = entries.values().stream().filter(e -> parents.contains(e.parent())).toList();
            found.addAll(level);
        }
        return found;
    }

    static String commandLine(long pid) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return new String(line, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException gone) {
            return "";
        }
    }
}
