package io.navarch.apiserver.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.navarch.apiserver.authn.Authentication;
import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.verb.Actions;
import io.navarch.apiserver.verb.Verbs;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The API over HTTP, put together. */
public final class Frontend implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** What it is made of. */
    public record Parts(
            Verbs verbs,
            Actions actions,
            Authentication authentication,
            Authorization authorization,
            FixedEndpoints fixed,
            Connections connections,
            MeterRegistry metrics,
            InstantSource clock) {}

    public Frontend(InetSocketAddress address, SslContext tls, Parts parts) {
        Forms forms = new Forms(parts.verbs(), parts.clock());
        ResourceEndpoint resources =
                new ResourceEndpoint(parts.verbs(), parts.actions(), forms, parts.connections());
        ApiHandler handler = new ApiHandler(
                parts.authentication(),
                parts.authorization(),
                resources,
                parts.fixed(),
                new RequestMetrics(parts.metrics()),
                threads);
        this.server = new HttpServer(address, tls, handler, parts.verbs().backend().random());
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        threads.shutdownNow();
    }
}
