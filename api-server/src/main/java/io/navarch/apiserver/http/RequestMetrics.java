package io.navarch.apiserver.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests counted and timed, under the names kube-apiserver's metrics have. */
final class RequestMetrics {

    /** Tells of the end of one request. */
    interface Observation {
        void ended(int code);
    }

    private record Key(String verb, String group, String version, String resource, String subresource, String scope, int code) {}

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger inflight;

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.inflight = registry.gauge("apiserver_current_inflight_requests", new AtomicInteger());
    }

    Observation begin(RequestInfo info) {
        long start = System.nanoTime();
        inflight.incrementAndGet();
        String scope = !info.resourceRequest()
                ? ""
                : info.named() ? "resource" : info.namespace().isEmpty() ? "cluster" : "namespace";
        String verb = verb(info);
        return code -> {
            inflight.decrementAndGet();
            Key key = new Key(verb, info.group(), info.version(), info.resource(), info.subresource(), scope, code);
            counters.computeIfAbsent(key, this::counter).increment();
            Key timed = new Key(verb, info.group(), info.version(), info.resource(), info.subresource(), scope, 0);
            timers.computeIfAbsent(timed, this::timer).record(Duration.ofNanos(System.nanoTime() - start));
        };
    }

    private static String verb(RequestInfo info) {
        return switch (info.verb()) {
            case "get", "list", "watch", "patch", "delete" -> info.verb().toUpperCase(java.util.Locale.ROOT);
            case "create" -> "POST";
            case "update" -> "PUT";
            case "deletecollection" -> "DELETECOLLECTION";
            default -> info.verb().toUpperCase(java.util.Locale.ROOT);
        };
    }

    private Counter counter(Key key) {
        return Counter.builder("apiserver_request")
                .description("Requests by verb, group, version, resource, scope and HTTP code.")
                .tags(tags(key).and("code", Integer.toString(key.code), "dry_run", ""))
                .register(registry);
    }

    private Timer timer(Key key) {
        return Timer.builder("apiserver_request_duration")
                .description("How long requests took to answer.")
                .tags(tags(key).and("dry_run", ""))
                .register(registry);
    }

    private static Tags tags(Key key) {
        return Tags.of(
                "component", "apiserver",
                "verb", key.verb,
                "group", key.group,
                "version", key.version,
                "resource", key.resource,
                "subresource", key.subresource,
                "scope", key.scope);
    }
}
