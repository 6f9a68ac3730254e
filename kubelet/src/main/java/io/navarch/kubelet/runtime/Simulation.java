package io.navarch.kubelet.runtime;

import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's annotations say its simulated containers do. Each may end in {@code .CONTAINER} to hold for one container only.
 *
 * <ul>
 *   <li>{@code navarch.io/simulate-start}: from created to running ("200ms"; none by default)
 *   <li>{@code navarch.io/simulate-pull}: how long a pull takes
 *   <li>{@code navarch.io/simulate-pull-error}: pulls fail with this message
 *   <li>{@code navarch.io/simulate-start-error}: starting fails with this message
 *   <li>{@code navarch.io/simulate-run-for}: how long it runs; without it forever, but pods of a Job run for a second
 *   <li>{@code navarch.io/simulate-exit-code}: what it then exits with (0)
 *   <li>{@code navarch.io/simulate-ready-after}: from started to ready
 *   <li>{@code navarch.io/simulate-stop}: from SIGTERM to the end (at once)
 *   <li>{@code navarch.io/simulate-cpu}, {@code -memory}: what it uses ("100m", "64Mi"; half of what it requests)
 *   <li>{@code navarch.io/simulate-log}: what its log says
 * </ul>
 */
public record Simulation(Map<String, String> annotations, String container) {

    private static final String PREFIX = "navarch.io/simulate-";
    private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h)");
    private static final Duration JOB_RUNS = Duration.ofSeconds(1);

    static Simulation of(Pod pod, Container container) {
        return new Simulation(pod.annotations(), container.name());
    }

    Duration startTakes() {
        return duration("start").orElse(Duration.ZERO);
    }

    Duration pullTakes() {
        return duration("pull").orElse(Duration.ZERO);
    }

    Optional<String> pullError() {
        return value("pull-error");
    }

    Optional<String> startError() {
        return value("start-error");
    }

    /** Empty: until it is stopped. */
    Optional<Duration> runsFor(Pod pod, Container spec) {
        Optional<Duration> said = duration("run-for");
        if (said.isPresent()) {
            return said;
        }
        boolean ofJob = pod.metadata().controller().filter(o -> o.kind().equals("Job")).isPresent();
        boolean init = pod.spec().initContainers().contains(spec) && !spec.sidecar();
        return init ? Optional.of(Duration.ZERO) : ofJob && !spec.sidecar() ? Optional.of(JOB_RUNS) : Optional.empty();
    }

    int exitCode() {
        return value("exit-code").map(Integer::parseInt).orElse(0);
    }

    /** How long after its start the container's probes begin to succeed. */
    public static Duration readyAfter(Pod pod, Container container) {
        return of(pod, container).duration("ready-after").orElse(Duration.ZERO);
    }

    Duration stopTakes() {
        return duration("stop").orElse(Duration.ZERO);
    }

    String log() {
        return value("log").orElse("");
    }

    /** In thousandths of a core. */
    long cpuMillis(Container spec) {
        return amount("cpu", spec.needs().request("cpu")).milliValue();
    }

    long memoryBytes(Container spec) {
        return amount("memory", spec.needs().request("memory")).value();
    }

    private Quantity amount(String name, @Nullable Quantity requested) {
        return value(name).map(Quantity::parse).orElseGet(() ->
                requested == null ? Quantity.ZERO : Quantity.parse(requested.milliValue() / 2 + "m"));
    }

    private Optional<String> value(String name) {
        String own = annotations.get(PREFIX + name + "." + container);
        return Optional.ofNullable(own != null ? own : annotations.get(PREFIX + name));
    }

    private Optional<Duration> duration(String name) {
        return value(name).map(Simulation::parse);
    }

    private static Duration parse(String text) {
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            return Duration.ZERO;
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
