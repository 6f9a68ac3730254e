package io.navarch.bench.target;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Asks an API server now and then; nothing is measured with it but whether it is there. */
public final class Probe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Target target;
    private final HttpClient client;

    public Probe(Target target) {
        this.target = target;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), new SecureRandom());
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("");
            client = HttpClient.newBuilder().sslContext(context).sslParameters(parameters).version(HttpClient.Version.HTTP_1_1).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS", e);
        }
    }

    boolean ready() {
        try {
            return send("GET", "/readyz", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The answer's body; anything but success is a failure of the benchmark. */
    public String ask(String method, String path, String body) {
        try {
            HttpResponse<String> answer = send(method, path, body);
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(target.url(path)))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + target.token())
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
