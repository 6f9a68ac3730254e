package io.navarch.command.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProcessesTest {

    @TempDir
    Path temp;

    @Test
    void aKilledProcessIsStartedAgainAndAStoppedOneIsNot() throws Exception {
        KeptProcesses processes = new KeptProcesses(temp, temp, Path.of("src/dist").toAbsolutePath());
        processes.start("sleeper", List.of("A=b"), List.of("sh", "-c", "echo $A; exec sleep 600"));
        try {
            await(() -> pid(processes) > 0);
            long first = pid(processes);
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await(() -> pid(processes) > 0 && pid(processes) != first);
        } finally {
            processes.stopAll(2000);
        }
        assertThat(processes.anyRuns()).isFalse();
        assertThat(Files.readString(temp.resolve("sleeper.log"))).startsWith("b\n").contains("keep: sleeper ended");
    }

    @Test
    void anotherProcessWithTheSamePidIsNotOurs() throws Exception {
        KeptProcesses processes = new KeptProcesses(temp, temp, Path.of("src/dist").toAbsolutePath());
        Files.writeString(temp.resolve("other.pid"), ProcessHandle.current().pid() + " 1\n");
        assertThat(processes.anyRuns()).isFalse();
        processes.stopAll(100);
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    private static long pid(KeptProcesses processes) {
        return processes.states().stream().findFirst().flatMap(KeptProcesses.State::pid).orElse(0L);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
