package io.navarch.kubelet.node;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** This machine. What is configured takes the place of what is found, for nodes that share a machine. */
public final class LinuxMachine implements Machine {

    /** Below so much free memory there is MemoryPressure; it is not allocatable. */
    static final long MEMORY_RESERVED = 100L << 20;

    static final int DISK_RESERVED_PERCENT = 10;
    private static final int PROCESSES_RESERVED = 100;

    private final Path root;
    private final Map<String, String> configured;
    private final int pods;

    /** root: where pods' files are. configured: capacity by resource name. pods: at most so many. */
    public LinuxMachine(Path root, Map<String, String> configured, int pods) {
        this.root = root;
        this.configured = configured;
        this.pods = pods;
    }

    @Override
    public Facts facts() {
        long memory = kib("MemTotal") * 1024;
        long disk = diskTotal();
        Map<String, String> capacity = new LinkedHashMap<>();
        capacity.put("cpu", String.valueOf(java.lang.Runtime.getRuntime().availableProcessors()));
        capacity.put("memory", memory / 1024 + "Ki");
        capacity.put("ephemeral-storage", disk / 1024 + "Ki");
        capacity.put("hugepages-1Gi", "0");
        capacity.put("hugepages-2Mi", "0");
        capacity.put("pods", String.valueOf(pods));
        Map<String, String> allocatable = new LinkedHashMap<>(capacity);
        allocatable.put("memory", (memory - MEMORY_RESERVED) / 1024 + "Ki");
        allocatable.put("ephemeral-storage", String.valueOf(disk / 100 * (100 - DISK_RESERVED_PERCENT)));
        capacity.putAll(configured);
        allocatable.putAll(configured);
        return new Facts(capacity, allocatable, info());
    }

    private static Map<String, String> info() {
        Map<String, String> info = new LinkedHashMap<>();
        String machine = Machine.line("/etc/machine-id").filter(m -> !m.isEmpty()).orElse("");
        info.put("machineID", machine);
        info.put("systemUUID", Machine.line("/sys/class/dmi/id/product_uuid")
                .orElseGet(() -> UUID.nameUUIDFromBytes(machine.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString()));
        info.put("bootID", Machine.line("/proc/sys/kernel/random/boot_id").orElse(""));
        info.put("kernelVersion", System.getProperty("os.version"));
        info.put("osImage", osImage());
        info.put("operatingSystem", "linux");
        info.put("architecture", architecture());
        return info;
    }

    /** As Go names architectures. */
    public static String architecture() {
        String arch = System.getProperty("os.arch");
        return switch (arch) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
    }

    private static String osImage() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).stream()
                    .filter(l -> l.startsWith("PRETTY_NAME="))
                    .map(l -> l.substring("PRETTY_NAME=".length()).replace("\"", ""))
                    .findFirst()
                    .orElse("Linux");
        } catch (IOException unreadable) {
            return "Linux";
        }
    }

    @Override
    public Pressure pressure() {
        return new Pressure(kib("MemAvailable") * 1024 < MEMORY_RESERVED, diskShort(), processesShort());
    }

    private boolean diskShort() {
        try {
            FileStore store = Files.getFileStore(existing(root));
            return store.getUsableSpace() < store.getTotalSpace() / 100 * DISK_RESERVED_PERCENT;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean processesShort() {
        long limit = Machine.line("/proc/sys/kernel/pid_max").map(Long::parseLong).orElse(Long.MAX_VALUE);
        String[] load = Machine.line("/proc/loadavg").orElse("").split(" ");
        return load.length > 3 && load[3].contains("/") && limit - Long.parseLong(load[3].substring(load[3].indexOf('/') + 1)) < PROCESSES_RESERVED;
    }

    private long diskTotal() {
        try {
            return Files.getFileStore(existing(root)).getTotalSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static Path existing(Path path) {
        Path at = path.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    /** An entry of /proc/meminfo. */
    private static long kib(String entry) {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(l -> l.startsWith(entry + ":"))
                    .map(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0L);
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
