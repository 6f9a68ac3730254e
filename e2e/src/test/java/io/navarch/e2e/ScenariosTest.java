package io.navarch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.navarch.command.host.RealNodes;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every scenario, against one cluster. NAVARCH_SCENARIOS=PREFIX runs those whose file begins so. */
class ScenariosTest {

    private static final Path TOP = Path.of("").toAbsolutePath().getParent();

    @TempDir
    static Path temp;

    private static List<String> hindrances = List.of();
    private static String whyNot = "";

    @BeforeAll
    static void startTheCluster() throws Exception {
        hindrances = new ArrayList<>(RealNodes.hindrances());
        if (Files.exists(Path.of("/run/navarch/owner"))) {
            hindrances.add("another cluster has the real nodes of this machine");
        }
        if (command("bash", "-c", "command -v kubectl").code() != 0) {
            whyNot = "no kubectl on the PATH";
            return;
        }
        List<String> up = new ArrayList<>(List.of("up", "--data", temp.toString(), "--port", Integer.toString(freePort()),
                "--node-grace", "25"));
        up.addAll(hindrances.isEmpty() ? List.of("--nodes", "2") : List.of("--simulated-nodes", "3"));
        Answer answer = navarch(up.toArray(String[]::new));
        assertThat(answer.code()).as(answer.output()).isZero();
    }

    @AfterAll
    static void endTheCluster() throws Exception {
        if (whyNot.isEmpty()) {
            navarch("down", "--wipe", "--data", temp.toString());
        }
    }

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        String prefix = System.getenv().getOrDefault("NAVARCH_SCENARIOS", "");
        List<Scenario> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList()) {
                all.add(Scenario.read(file));
            }
        }
        return all.stream().map(scenario -> DynamicTest.dynamicTest(scenario.title(), () -> play(scenario)));
    }

    private static void play(Scenario scenario) throws Exception {
        assumeTrue(whyNot.isEmpty(), whyNot);
        assumeTrue(!scenario.needsContainers() || hindrances.isEmpty(),
                () -> "no real nodes on this machine: " + String.join("; ", hindrances));
        Path work = Files.createTempDirectory(temp, "work");
        new Transcript(TOP, Map.of("KUBECONFIG", temp.resolve("kubeconfig").toString(), "DATA", temp.toString(),
                "WORK", work.toString())).play(scenario);
    }

    private record Answer(int code, String output) {}

    private static Answer navarch(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(TOP.resolve("command/target/dist/bin/navarch").toString()));
        line.addAll(List.of(arguments));
        return command(line.toArray(String[]::new));
    }

    private static Answer command(String... line) throws Exception {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
