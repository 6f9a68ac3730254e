package io.navarch.machinery.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    @Test
    void readinessFollowsItsChecksAndLivenessDoesNot() throws Exception {
        AtomicBoolean ready = new AtomicBoolean();
        HealthChecks checks = new HealthChecks().add("world", HealthChecks.Scope.READY, ready::get);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.counter("things").increment();
        try (HealthServer server = HealthServer.http(new InetSocketAddress("127.0.0.1", 0), checks, metrics);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, server, "/livez").statusCode()).isEqualTo(200);
            HttpResponse<String> notReady = get(client, server, "/readyz");
            assertThat(notReady.statusCode()).isEqualTo(500);
            assertThat(notReady.body()).contains("[+]ping ok", "[-]world failed: reason withheld", "readyz check failed");
            assertThat(get(client, server, "/readyz?exclude=world").statusCode()).isEqualTo(200);
            ready.set(true);
            assertThat(get(client, server, "/readyz").body()).isEqualTo("ok");
            assertThat(get(client, server, "/metrics").body()).contains("things_total 1.0");
        }
    }

    private static HttpResponse<String> get(HttpClient client, HealthServer server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
