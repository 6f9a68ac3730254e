package io.navarch.bench.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An API server started for the benchmark in a clean folder, with the launcher and flags everybody starts it with. */
public final class OwnServer implements Target {

    private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "bench-administrator";

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final StoreKind store;
    private final int port;
    private final Duration untilReady;

    /** Where the state is kept. */
    public enum StoreKind { EMBEDDED, ETCD }

    private OwnServer(Path launcher, StoreKind store) throws IOException {
        this.store = store;
        this.folder = Files.createTempDirectory("navarch-bench");
        this.port = freePort();
        try {
            Files.createDirectories(folder.resolve("pki"));
            Files.writeString(folder.resolve("pki/tokens.csv"), TOKEN + ",bench,bench,\"system:masters\"\n");
            List<String> command = new ArrayList<>(List.of(launcher.toString(), folder.toString(), Integer.toString(port)));
            if (store == StoreKind.ETCD) {
                command.add(startEtcd());
            }
            long begun = System.nanoTime();
            ProcessBuilder server = new ProcessBuilder(command);
            server.environment().put("NAVARCH_SERVICE", "api-server");
            server.environment().put("NAVARCH_ROLE", "control-plane");
            server.environment().merge(
                    "NAVARCH_JAVA_OPTS", "-Xlog:gc:file=" + pauseLog(), (given, more) -> given + " " + more);
            start(server, "api-server.log");
            awaitReady(begun);
            untilReady = Duration.ofNanos(System.nanoTime() - begun);
        } catch (IOException | RuntimeException trouble) {
            close();
            throw trouble;
        }
    }

    /** Returns when the server says that it is ready. The launcher is the distribution's bin/navarch. */
    public static OwnServer start(Path launcher, StoreKind store) {
        try {
            return new OwnServer(launcher, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String startEtcd() throws IOException {
        String client = "http://127.0.0.1:" + freePort();
        String peer = "http://127.0.0.1:" + freePort();
        start(new ProcessBuilder("etcd", "--data-dir", folder.resolve("etcd").toString(), "--listen-client-urls", client,
                "--advertise-client-urls", client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                "--initial-cluster", "default=" + peer), "etcd.log");
        return client;
    }

    private void start(ProcessBuilder builder, String log) throws IOException {
        processes.add(builder.redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile()).start());
    }

    private void awaitReady(long begun) throws IOException {
        try (Probe probe = new Probe(this)) {
            while (!probe.ready()) {
                if (!processes.getLast().isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the API server did not start:\n"
                            + Files.readString(folder.resolve("api-server.log")));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Path pauseLog() {
        return folder.resolve("gc.log");
    }

    public Duration untilReady() {
        return untilReady;
    }

    public long pid() {
        return processes.getLast().pid();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String token() {
        return TOKEN;
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.of(Usage.of(pid(), pauseLog()));
    }

    @Override
    public String title() {
        return "navarch, " + (store == StoreKind.ETCD ? "etcd" : "embedded store");
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException hurried) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
