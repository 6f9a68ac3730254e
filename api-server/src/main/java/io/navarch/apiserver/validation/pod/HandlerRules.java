package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Probes and lifecycle hooks. */
final class HandlerRules {

    private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");
    private static final List<String> WINDOWS_SIGNALS = List.of("SIGKILL", "SIGTERM");
    private static final List<String> LINUX_SIGNALS = linuxSignals();

    private HandlerRules() {}

    private static List<String> linuxSignals() {
        Stream<String> named = Stream.of(
                        "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP"
                                .split(" "),
                        "TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX".split(" "))
                .flatMap(Stream::of);
        Stream<String> up = IntStream.rangeClosed(1, 15).mapToObj(i -> "RTMIN+" + i);
        Stream<String> down = IntStream.rangeClosed(1, 14).mapToObj(i -> "RTMAX-" + i);
        TreeSet<String> sorted = new TreeSet<>();
        Stream.of(named, up, down).flatMap(s -> s).forEach(name -> sorted.add("SIG" + name));
        return List.copyOf(sorted);
    }

    static void probes(Field container, PodContext pod) {
        Field liveness = container.at("livenessProbe");
        probe(liveness, pod);
        mustSucceedOnce(liveness);
        Field readiness = container.at("readinessProbe");
        probe(readiness, pod);
        if (readiness.at("terminationGracePeriodSeconds").isSet()) {
            readiness.at("terminationGracePeriodSeconds").invalid("must not be set for readinessProbes");
        }
        Field startup = container.at("startupProbe");
        probe(startup, pod);
        mustSucceedOnce(startup);
    }

    private static void mustSucceedOnce(Field probe) {
        if (probe.isSet() && probe.at("successThreshold").number() != 1) {
            probe.at("successThreshold").invalid("must be 1");
        }
    }

    private static void probe(Field probe, PodContext pod) {
        if (!probe.isSet()) {
            return;
        }
        handler(probe, pod);
        for (String seconds : List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")) {
            probe.at(seconds).mustNotBeNegative();
        }
        Field grace = probe.at("terminationGracePeriodSeconds");
        if (grace.isSet() && grace.number() <= 0) {
            grace.invalid("must be greater than 0");
        }
    }

    static void lifecycle(Field lifecycle, PodContext pod) {
        if (!lifecycle.isSet()) {
            return;
        }
        for (String hook : List.of("postStart", "preStop")) {
            if (lifecycle.at(hook).isSet()) {
                handler(lifecycle.at(hook), pod);
            }
        }
        Field signal = lifecycle.at("stopSignal");
        if (signal.isSet()) {
            stopSignal(signal, pod.os());
        }
    }

    private static void stopSignal(Field signal, @Nullable String os) {
        if (os == null) {
            signal.forbidden("may not be set for containers with empty `spec.os.name`");
        } else if (os.equals("windows") && !signal.isOneOf(WINDOWS_SIGNALS)) {
            signal.notSupported(WINDOWS_SIGNALS);
        } else if (os.equals("linux") && !signal.isOneOf(LINUX_SIGNALS)) {
            signal.notSupported(LINUX_SIGNALS);
        }
    }

    /** One of exec, httpGet, tcpSocket, grpc and sleep; those after the first are forbidden. */
    private static void handler(Field holder, PodContext pod) {
        boolean found = false;
        for (String kind : List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep")) {
            Field action = holder.at(kind);
            if (!action.isSet()) {
                continue;
            }
            if (found) {
                action.forbidden("may not specify more than 1 handler type");
                continue;
            }
            found = true;
            switch (kind) {
                case "exec" -> action.at("command").mustBeSet();
                case "httpGet" -> httpGet(action);
                case "tcpSocket" -> portNumberOrName(action.at("port"));
                case "grpc" -> action.at("port").invalidFor(Formats.portNumber(action.at("port").number()));
                default -> sleep(action, pod.gracePeriod());
            }
        }
        if (!found) {
            holder.required("must specify a handler type");
        }
    }

    private static void httpGet(Field http) {
        http.at("path").mustBeSet();
        portNumberOrName(http.at("port"));
        if (!http.at("scheme").isOneOf(SCHEMES)) {
            http.at("scheme").notSupported(SCHEMES);
        }
        for (Field header : http.at("httpHeaders").items()) {
            String name = header.at("name").text();
            Formats.httpHeaderName(name).forEach(message -> http.at("httpHeaders").invalid(name, message));
        }
    }

    static void portNumberOrName(Field port) {
        if (port.value().isString()) {
            port.invalidFor(Formats.portName(port.text()));
        } else {
            Formats.portNumber(port.number()).forEach(message -> port.invalid(port.number(), message));
        }
    }

    private static void sleep(Field sleep, @Nullable Long grace) {
        long seconds = sleep.at("seconds").number();
        if (grace != null && (seconds < 0 || seconds > grace)) {
            sleep.invalid(
                    seconds, "must be non-negative and less than terminationGracePeriodSeconds (" + grace + ")");
        }
    }
}
