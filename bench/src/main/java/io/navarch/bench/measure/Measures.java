package io.navarch.bench.measure;

import io.navarch.bench.load.ClosedLoop.Request;
import io.navarch.bench.load.H2load;
import io.navarch.bench.load.Load;
import io.navarch.bench.target.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The measures of one API server, in the order they are taken. */
public final class Measures {

    private static final String NEWEST = Stage.READ + "?resourceVersion=0";
    private static final String PAGE = Stage.READ + "?limit=500";

    private Measures() {}

    private record Named(String name, Function<Stage, Result> body) implements Measure {
        @Override
        public Result on(Stage stage) {
            return body.apply(stage);
        }
    }

    public static List<Measure> all() {
        return List.of(
                new Named("get", stage -> {
                    stage.fill();
                    H2load load = H2load.get(stage.target(), Stage.READ + "/pod-7");
                    load.run(stage.count(20_000, 10_000), 4, 8);
                    return measured("get", stage, () -> load.run(stage.count(60_000, 20_000), 4, 8));
                }),
                new Named("post", stage -> {
                    H2load load = H2load.post(stage.target(), Stage.WRITTEN, stage.podFile());
                    load.run(stage.count(6_000, 2_000), 4, 4);
                    return measured("post", stage, () -> load.run(stage.count(10_000, 4_000), 4, 4));
                }),
                list("list-rv0", NEWEST),
                list("list", Stage.READ),
                new Named("list-limit-500", stage -> {
                    stage.fill();
                    H2load load = H2load.get(stage.target(), PAGE);
                    load.run(50, 2, 1);
                    return measured("list-limit-500", stage, () -> load.run(stage.count(1_000, 300), 2, 1));
                }),
                new Named("patch", stage -> {
                    stage.fill();
                    stage.closedLoop(stage.count(4_000, 1_000), i -> patch(i, "warm"));
                    return measured("patch", stage, () -> stage.closedLoop(stage.count(10_000, 3_000), i -> patch(i, "hot" + i)));
                }),
                new Named("watch-100", stage -> FanOut.of(stage, "watch-100", 10, 10, stage.count(6_000, 2_000))),
                new Named("watch-1000", stage -> FanOut.of(stage, "watch-1000", 20, 50, 300)));
    }

    private static Measure list(String name, String path) {
        return new Named(name, stage -> {
            stage.fill();
            H2load load = H2load.get(stage.target(), path);
            load.run(10, 2, 1);
            return measured(name, stage, () -> load.run(stage.count(200, 60), 2, 1));
        });
    }

    private static Request patch(int number, String value) {
        return new Request("PATCH", Stage.READ + "/pod-" + number % Stage.PODS, "application/merge-patch+json",
                ("{\"metadata\":{\"labels\":{\"heat\":\"" + value + "\"}}}").getBytes(StandardCharsets.UTF_8));
    }

    private static Result measured(String name, Stage stage, java.util.function.Supplier<Load> run) {
        Optional<Usage> before = stage.target().usage();
        Load load = run.get();
        String note = load.failed() == 0 ? "" : load.failed() + " failed";
        return new Result(name, load.perSecond(), "/s", Optional.of(load), before, stage.target().usage(), note);
    }
}
