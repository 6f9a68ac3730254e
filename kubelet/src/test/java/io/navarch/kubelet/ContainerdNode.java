package io.navarch.kubelet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network namespace with a containerd of its own, for tests with real containers. Without root and the programs, tests are skipped. */
final class ContainerdNode implements AutoCloseable {

    private final Path script;
    private final String name;
    private final Path folder;

    private ContainerdNode(Path script, String name, Path folder) {
        this.script = script;
        this.name = name;
        this.folder = folder;
    }

    static ContainerdNode start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "containers need root");
        for (String program : List.of("containerd", "runc", "ctr", "busybox", "catatonit", "nsenter", "ip")) {
            boolean there = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream().anyMatch(d -> Files.isExecutable(Path.of(d, program)));
            assumeTrue(there, "containers need " + program);
        }
        assumeTrue(Files.isExecutable(Path.of("/usr/lib/cni/bridge")), "containers need CNI plugins in /usr/lib/cni");
        Path script = Path.of(ContainerdNode.class.getResource("/containerd-node.sh").toURI());
        String name = "nvk" + ProcessHandle.current().pid();
        Path folder = Files.createTempDirectory("nvk");
        ContainerdNode node = new ContainerdNode(script, name, folder);
        node.run("up");
        return node;
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    Path socket() {
        return folder.resolve("containerd.sock");
    }

    private void run(String what) throws IOException, InterruptedException {
        String output = command("bash", script.toString(), what, name, folder.toString());
        if (what.equals("up") && !Files.exists(socket())) {
            throw new IOException("containerd did not start: " + output);
        }
    }

    static String command(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("nvk", ".out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.waitFor(60, TimeUnit.SECONDS);
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return said;
    }

    @Override
    public void close() throws Exception {
        run("down");
    }
}
