package io.navarch.apiserver.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real etcd in a folder of its own, one process per member; absent where etcd is not installed. */
final class EtcdServer implements AutoCloseable {

    private static final Path BINARY = Path.of("/usr/bin/etcd");

    private final List<ProcessBuilder> commands = new ArrayList<>();
    private final List<Process> members = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    static boolean installed() {
        return Files.isExecutable(BINARY);
    }

    EtcdServer(Path folder, int size, String... more) throws IOException, InterruptedException {
        List<Integer> peers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ports.add(freePort());
            peers.add(freePort());
        }
        String scheme = more.length == 0 ? "http" : "https";
        List<String> cluster = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            cluster.add("m" + i + "=http://127.0.0.1:" + peers.get(i));
        }
        for (int i = 0; i < size; i++) {
            String client = scheme + "://127.0.0.1:" + ports.get(i);
            String peer = "http://127.0.0.1:" + peers.get(i);
            List<String> command = new ArrayList<>(List.of(
                    BINARY.toString(), "--name", "m" + i,
                    "--data-dir", folder.resolve("m" + i).toString(),
                    "--listen-client-urls", client, "--advertise-client-urls", client,
                    "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                    "--initial-cluster", String.join(",", cluster), "--log-level", "error"));
            command.addAll(List.of(more));
            commands.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("m" + i + ".log").toFile()));
        }
        for (ProcessBuilder command : commands) {
            members.add(command.start());
        }
        for (int i = 0; i < size; i++) {
            awaitPort(i);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(int member) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(member))) {
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }

    List<URI> endpoints() {
        return ports.stream().map(port -> URI.create("http://127.0.0.1:" + port)).toList();
    }

    List<URI> secureEndpoints() {
        return ports.stream().map(port -> URI.create("https://127.0.0.1:" + port)).toList();
    }

    void kill(int member) throws InterruptedException {
        members.get(member).destroyForcibly().waitFor();
    }

    void restart(int member) throws IOException, InterruptedException {
        members.set(member, commands.get(member).start());
        awaitPort(member);
    }

    @Override
    public void close() {
        members.forEach(Process::destroyForcibly);
    }
}
