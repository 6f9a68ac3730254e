package io.navarch.bench.measure;

import io.navarch.bench.load.ClosedLoop;
import io.navarch.bench.load.ClosedLoop.Request;
import io.navarch.bench.load.H2Client;
import io.navarch.bench.load.Load;
import io.navarch.bench.target.Probe;
import io.navarch.bench.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** An API server with a namespace to write to and one of {@value #PODS} pods to read. */
public final class Stage implements AutoCloseable {

    static final int PODS = 5_000;
    static final String WRITTEN = "/api/v1/namespaces/bench-written/pods";
    static final String READ = "/api/v1/namespaces/bench-read/pods";
    private static final int CONNECTIONS = 4;
    private static final int AT_A_TIME = 8;

    private final Target target;
    private final H2Client client;
    private final List<H2Client.Connection> connections;
    private final Path podFile;
    private final boolean quick;
    private boolean filled;

    public Stage(Target target, Extent extent) {
        this.target = target;
        this.quick = extent == Extent.QUICK;
        this.client = new H2Client(target);
        this.connections = IntStream.range(0, CONNECTIONS).mapToObj(i -> client.connect()).toList();
        try {
            podFile = Files.createTempFile("pod", ".json");
            Files.writeString(podFile, pod("\"generateName\":\"bench-\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Probe probe = new Probe(target)) {
            namespace(probe, "bench-written");
            namespace(probe, "bench-read");
        }
    }

    /** How much is done. */
    public enum Extent { QUICK, WHOLE }

    private static void namespace(Probe probe, String name) {
        probe.ask("POST", "/api/v1/namespaces", """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}""".formatted(name));
        probe.ask("POST", "/api/v1/namespaces/" + name + "/serviceaccounts", """
                {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "default"}}""");
    }

    /** A manifest of some 1 kB, as people write them. */
    static String pod(String name) {
        return """
                {"apiVersion":"v1","kind":"Pod","metadata":{%s,"labels":{"app":"bench","tier":"backend","release":"stable",\
                "app.kubernetes.io/part-of":"bench"},"annotations":{"example.com/purpose":"%s"}},"spec":{"containers":[{"name":"main",\
                "image":"registry.example.com/team/service:1.2.3","command":["/bin/service","--listen=:8080"],"env":[{"name":"LEVEL",\
                "value":"info"},{"name":"POD_NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],"ports":[{"name":"http",\
                "containerPort":8080}],"resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"memory":"256Mi"}},\
                "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":5}}],"terminationGracePeriodSeconds":5}}"""
                .formatted(name, "x".repeat(200));
    }

    Target target() {
        return target;
    }

    Path podFile() {
        return podFile;
    }

    H2Client client() {
        return client;
    }

    /** The one number or the other. */
    int count(int whole, int whenQuick) {
        return quick ? whenQuick : whole;
    }

    /** Makes the pods to read, once. */
    void fill() {
        if (!filled) {
            Load load = closedLoop(PODS, i -> new Request(
                    "POST", READ, "application/json", pod("\"name\":\"pod-" + i + "\"").getBytes(StandardCharsets.UTF_8)));
            if (load.failed() > 0) {
                throw new IllegalStateException(load.failed() + " pods could not be made");
            }
            filled = true;
        }
    }

    Load closedLoop(int count, IntFunction<Request> requests) {
        return ClosedLoop.run(connections, AT_A_TIME, count, requests);
    }

    @Override
    public void close() {
        client.close();
        try (Probe probe = new Probe(target)) {
            probe.ask("DELETE", "/api/v1/namespaces/bench-written", "");
            probe.ask("DELETE", "/api/v1/namespaces/bench-read", "");
            Files.deleteIfExists(podFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
