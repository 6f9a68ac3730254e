package io.navarch.kubelet.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The machine a node is on: what it has, what is free, and what it is. */
public interface Machine {

    /**
     * capacity and allocatable: by resource name, as quantities ("2", "24665212Ki").
     *
     * @param info nodeInfo without the kubelet's own entries
     */
    record Facts(Map<String, String> capacity, Map<String, String> allocatable, Map<String, String> info) {}

    /** Whether the machine runs short of something. */
    record Pressure(boolean memory, boolean disk, boolean processes) {}

    Facts facts();

    Pressure pressure();

    /** The first line of a file; empty when it cannot be read. */
    static Optional<String> line(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream().findFirst().map(String::strip);
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
