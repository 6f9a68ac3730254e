package io.navarch.bench.app;

import io.navarch.bench.measure.Result;
import io.navarch.bench.measure.Scheduling;
import io.navarch.bench.measure.Scheduling.Demand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Scheduling runs in a JVM of its own, with the flags of a control plane. */
@Command(name = "schedule-process", hidden = true)
final class ScheduleProcess implements Callable<Integer> {

    private static final String MARK = "RESULT ";
    private static final long PATIENCE_MINUTES = 8;
    private static final int WARM_UP = 2_000;

    @Parameters(index = "0")
    private Path folder = Path.of(".");

    @Parameters(index = "1")
    private int nodes;

    @Parameters(index = "2")
    private int pods;

    @Parameters(index = "3")
    private Demand demand = Demand.NOTHING;

    @Override
    public Integer call() {
        Result result = Scheduling.run(folder, nodes, Math.min(WARM_UP, pods), pods, demand);
        System.out.println(MARK + result.value() + " " + result.note());
        return 0;
    }

    static Result run(String name, boolean quick) throws Exception {
        Demand demand = switch (name) {
            case "schedule-spread" -> Demand.SPREAD;
            case "schedule-anti-affinity" -> Demand.ANTI_AFFINITY;
            default -> Demand.NOTHING;
        };
        int pods = quick ? 2_000 : demand == Demand.NOTHING ? 10_000 : 4_000;
        int nodes = quick ? 1_000 : 5_000;
        Path folder = Files.createTempDirectory("navarch-bench");
        try {
            ProcessBuilder builder = new ProcessBuilder(Bench.launcher().toString(), "schedule-process", folder.toString(),
                    Integer.toString(nodes), Integer.toString(pods), demand.name());
            builder.environment().put("NAVARCH_SERVICE", "bench");
            builder.environment().put("NAVARCH_ROLE", "control-plane");
            Path log = folder.resolve("log");
            Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            List<String> said = Files.readAllLines(log);
            String line = said.stream().filter(l -> l.startsWith(MARK)).findFirst()
                    .orElseThrow(() -> new IllegalStateException(String.join("\n", said)));
            String[] parts = line.substring(MARK.length()).split(" ", 2);
            return new Result(name, Double.parseDouble(parts[0]), "pods/s", Optional.empty(), Optional.empty(), Optional.empty(), parts[1]);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
