package io.navarch.command.host;

import io.navarch.command.cluster.ClusterFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes away everything a cluster left on the machine: processes, containers, mounts, namespaces, the bridge, the nft table, cgroups.
 * It goes by what is there, not by what should be, so it also cleans up after a crash.
 */
public final class Sweep {

    private static final long GRACE_MILLIS = 1500;
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String CGROUP = "navarch";

    private final ClusterFolder folder;
    private final KeptProcesses processes;

    public Sweep(ClusterFolder folder, KeptProcesses processes) {
        this.folder = folder;
        this.processes = processes;
    }

    public void run() {
        processes.stopAll(GRACE_MILLIS);
        if (!ownsTheMachinesNodes()) {
            return;
        }
        endContainers();
        List<String> namespaces = namespaces();
        endWhatIsLeftIn(namespaces);
        unmount();
        NodeNetwork.remove(namespaces);
        removeCgroups();
        deleteTree(ClusterFolder.RUNTIME);
    }

    private boolean ownsTheMachinesNodes() {
        Path owner = ClusterFolder.RUNTIME.resolve("owner");
        return Files.exists(owner) && Shell.read(owner).equals(folder.root().toString());
    }

    /** A container's processes descend from its shim, which names our containerd's socket. */
    private static void endContainers() {
        String ours = "-address " + ClusterFolder.RUNTIME + "/";
        ProcessTable table = ProcessTable.now();
        List<ProcessTable.Entry> shims =
                table.matching(line -> line.contains("containerd-shim") && line.contains(ours));
        List<ProcessTable.Entry> contained = table.descendants(shims);
        Signals.terminate(contained);
        Signals.awaitGone(contained, GRACE_MILLIS / 3);
        List<ProcessTable.Entry> all = new ArrayList<>(ProcessTable.now().descendants(shims));
        all.addAll(contained);
        Signals.kill(all);
        Signals.kill(shims);
        Signals.awaitGone(all, GRACE_MILLIS);
        Signals.awaitGone(shims, GRACE_MILLIS);
    }

    /** A namespace lives as long as a process is in it: tools a killed process had started, say. */
    private static void endWhatIsLeftIn(List<String> namespaces) {
        List<ProcessTable.Entry> left = namespaces.stream()
                .flatMap(name -> Shell.attempt("ip", "netns", "pids", name).output().lines())
                .filter(pid -> pid.matches("[0-9]+"))
                .flatMap(pid -> ProcessTable.entry(Long.parseLong(pid)).stream())
                .toList();
        Signals.kill(left);
        Signals.awaitGone(left, GRACE_MILLIS);
    }

    /** Deepest first. Lazily: what a killed process still held goes with it. */
    private void unmount() {
        List<String> ours = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
                String point = line.split(" ")[4].replace("\\040", " ");
                if (point.startsWith(folder.root() + "/") || point.startsWith(ClusterFolder.RUNTIME + "/")) {
                    ours.add(point);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ours.sort(Comparator.comparing(String::length).reversed());
        if (!ours.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("umount", "-l"));
            command.addAll(ours);
            Shell.attempt(command.toArray(String[]::new));
        }
    }

    private static List<String> namespaces() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("/run/netns"), "navarch-*")) {
            found.forEach(one -> names.add(one.getFileName().toString()));
        } catch (IOException none) {
            return List.of();
        }
        return names;
    }

    /** Both layouts: /sys/fs/cgroup/navarch, and one under each controller. */
    private static void removeCgroups() {
        List<Path> roots = new ArrayList<>(List.of(CGROUPS.resolve(CGROUP)));
        try (DirectoryStream<Path> controllers = Files.newDirectoryStream(CGROUPS)) {
            controllers.forEach(controller -> roots.add(controller.resolve(CGROUP)));
        } catch (IOException noCgroups) {
            return;
        }
        roots.stream().filter(Files::isDirectory).forEach(Sweep::removeCgroup);
    }

    /** A cgroup's files vanish with its folder; only folders are removed, the innermost first. */
    private static void removeCgroup(Path cgroup) {
        try (DirectoryStream<Path> inner = Files.newDirectoryStream(cgroup, Files::isDirectory)) {
            inner.forEach(Sweep::removeCgroup);
        } catch (IOException gone) {
            return;
        }
        cgroup.toFile().delete();
    }

    /** Deletes a folder with all that is in it; mounts were taken away before. */
    public static void deleteTree(Path top) {
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
