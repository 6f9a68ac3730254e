package io.navarch.bench.app;

import io.navarch.bench.load.H2load;
import io.navarch.bench.measure.Measure;
import io.navarch.bench.measure.Measures;
import io.navarch.bench.measure.Result;
import io.navarch.bench.measure.Stage;
import io.navarch.bench.measure.Starts;
import io.navarch.bench.target.GivenServer;
import io.navarch.bench.target.OwnServer;
import io.navarch.bench.target.OwnServer.StoreKind;
import io.navarch.bench.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The entry point of {@code navarch bench}. */
@Command(name = "navarch bench", description = "Measures Navarch, or another API server, on this machine.",
        mixinStandardHelpOptions = true, subcommands = ScheduleProcess.class)
final class Bench implements Callable<Integer> {

    private static final List<String> OTHERS = List.of("start", "idle", "schedule", "schedule-spread", "schedule-anti-affinity");

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "measures to take (default: all): get, post, list-rv0, list,"
            + " list-limit-500, patch, watch-100, watch-1000, start, idle, schedule, schedule-spread, schedule-anti-affinity")
    private List<String> names = List.of();

    @Option(names = "--store", paramLabel = "KIND", description = "etcd or embedded (default: ${DEFAULT-VALUE})", defaultValue = "embedded")
    private String store = "embedded";

    @Option(names = "--against", paramLabel = "KUBECONFIG", description = "load this server instead of one started for the purpose")
    private @Nullable Path against;

    @Option(names = "--json", paramLabel = "FILE", description = "write the results there too")
    private @Nullable Path json;

    @Option(names = "--quick", description = "less of everything (under two minutes), compared with the committed baseline")
    private boolean quick;

    @Option(names = "--repeat", paramLabel = "N", description = "the best of so many runs of each load (default: 1)", defaultValue = "1")
    private int repeat;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        require();
        Report report = new Report(System.out);
        report.machine(quick);
        Baseline.Machine machine = Baseline.Machine.calibrate();
        if (against == null) {
            starts(report);
        }
        loads(report);
        if (against == null) {
            schedules(report);
        }
        if (quick) {
            Baseline.committed().compare(report.results(), machine, System.out);
        }
        if (json != null) {
            report.write(json, machine);
        }
        return 0;
    }

    private void require() {
        List<String> known = new ArrayList<>(OTHERS);
        Measures.all().forEach(m -> known.add(m.name()));
        names.stream().filter(n -> !known.contains(n)).findFirst().ifPresent(n -> {
            throw new CommandLine.ParameterException(new CommandLine(this), "no measure is called " + n + "; there are " + known);
        });
        if (!H2load.installed()) {
            throw new CommandLine.ParameterException(new CommandLine(this), "h2load is needed (package nghttp2-client)");
        }
    }

    private boolean wants(String name) {
        return names.isEmpty() || names.contains(name);
    }

    private StoreKind kind() {
        return StoreKind.valueOf(store.toUpperCase(Locale.ROOT));
    }

    static Path launcher() {
        return Path.of(System.getProperty("navarch.home")).resolve("bin/navarch");
    }

    private void starts(Report report) {
        if (wants("start")) {
            report.add(Starts.untilReady(launcher(), kind()));
        }
        if (wants("idle")) {
            report.add(Starts.idleMemory(launcher(), kind()));
        }
    }

    private void loads(Report report) {
        List<Measure> wanted = Measures.all().stream().filter(m -> wants(m.name())).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try (Target target = against == null ? OwnServer.start(launcher(), kind()) : GivenServer.of(against);
                Stage stage = new Stage(target, quick ? Stage.Extent.QUICK : Stage.Extent.WHOLE)) {
            report.target(target.title());
            for (Measure measure : wanted) {
                report.add(best(() -> measure.on(stage)));
            }
        }
    }

    private Result best(Supplier<Result> measure) {
        Result best = measure.get();
        for (int i = 1; i < repeat; i++) {
            Result again = measure.get();
            best = again.value() > best.value() ? again : best;
        }
        return best;
    }

    private void schedules(Report report) throws Exception {
        for (String name : OTHERS) {
            if (name.startsWith("schedule") && (wants(name) && !(quick && !name.equals("schedule")))) {
                report.add(ScheduleProcess.run(name, quick));
            }
        }
    }
}
