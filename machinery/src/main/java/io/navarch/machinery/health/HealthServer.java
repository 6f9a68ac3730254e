package io.navarch.machinery.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Answers on the health port, over HTTP or, with a TLS context, HTTPS. Requests other than GET and HEAD are refused. */
public final class HealthServer implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;

    private HealthServer(HttpServer server, HealthChecks checks, PrometheusMeterRegistry metrics) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/livez", exchange -> answer(exchange, checks.live(verbose(exchange), excluded(exchange))));
        server.createContext("/readyz", exchange -> answer(exchange, checks.ready(verbose(exchange), excluded(exchange))));
        server.createContext("/healthz", exchange -> answer(exchange, checks.ready(verbose(exchange), excluded(exchange))));
        server.createContext("/metrics", exchange ->
                answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        server.start();
    }

    /** Port 0 takes a free one. */
    public static HealthServer http(InetSocketAddress address, HealthChecks checks, PrometheusMeterRegistry metrics) {
        try {
            return new HealthServer(HttpServer.create(address, BACKLOG), checks, metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("the health port " + address + " cannot be opened", e);
        }
    }

    public static HealthServer https(
            InetSocketAddress address, SSLContext tls, HealthChecks checks, PrometheusMeterRegistry metrics) {
        try {
            HttpsServer server = HttpsServer.create(address, BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new HealthServer(server, checks, metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("the health port " + address + " cannot be opened", e);
        }
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static boolean verbose(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && query.contains("verbose");
    }

    private static Set<String> excluded(HttpExchange exchange) {
        Set<String> names = new HashSet<>();
        String query = exchange.getRequestURI().getQuery();
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (part.startsWith("exclude=")) {
                names.add(part.substring("exclude=".length()));
            }
        }
        return names;
    }

    private static void answer(HttpExchange exchange, HealthChecks.Report report) throws IOException {
        answer(exchange, report.well() ? 200 : 500, TEXT, report.text());
    }

    private static void answer(HttpExchange exchange, int code, String type, String text) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (!head && !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, head ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }
}
