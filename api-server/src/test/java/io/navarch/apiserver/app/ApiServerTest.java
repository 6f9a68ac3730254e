package io.navarch.apiserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.identity.Tls;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole API server in this JVM, asked over HTTPS and over gRPC. */
class ApiServerTest {

    private static final Gvr CONFIG_MAPS = Gvr.core("configmaps");
    private static final String BASE = "/api/v1/namespaces/default/configmaps";

    @TempDir
    static Path folder;

    private static ApiServer server;
    private static HttpClient https;
    private static ManagedChannel channel;
    private static Api api;

    @BeforeAll
    static void start() {
        server = new ApiServer(ApiServerSettings.in(folder, 0));
        server.start();
        Identity admin = server.identities().client("admin", Subject.ADMIN);
        https = HttpClient.newBuilder()
                .sslContext(Tls.jdk(() -> admin, List.of(server.identities().clusterAuthority().certificate())))
                .build();
        channel = ApiChannels.inProcess(server.inProcessName(), Subject.ADMIN);
        api = new GrpcApi(channel, "test");
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        https.close();
        server.close();
    }

    @Test
    void whatIsCreatedIsReadAndListedAtItsRevision() {
        JsonNode created = body(send("POST", BASE, configMap("one", "a", "1")));
        JsonNode read = body(send("GET", BASE + "/one", null));
        assertThat(read).isEqualTo(created);
        JsonNode list = body(send("GET", BASE + "?fieldSelector=metadata.name%3Done", null));
        assertThat(list.path("items").size()).isEqualTo(1);
        assertThat(list.at("/items/0/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
        assertThat(list.at("/items/0/kind").isMissingNode()).isTrue();
    }

    @Test
    void aWriteWithoutEffectKeepsTheRevision() {
        JsonNode created = body(send("POST", BASE, configMap("same", "a", "1")));
        JsonNode again = body(send("PUT", BASE + "/same", configMap("same", "a", "1")));
        assertThat(again.at("/metadata/resourceVersion")).isEqualTo(created.at("/metadata/resourceVersion"));
    }

    @Test
    void anUpdateOfAnOlderRevisionIsAConflict() {
        ObjectNode created = (ObjectNode) body(send("POST", BASE, configMap("old", "a", "1")));
        send("PUT", BASE + "/old", configMap("old", "a", "2"));
        HttpResponse<String> late = send("PUT", BASE + "/old", created);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(Json.tree(late.body()).path("reason").asString("")).isEqualTo("Conflict");
    }

    @Test
    void ofManyWritersAtOnceNoneIsLost() {
        send("POST", BASE, configMap("busy", "start", "0"));
        IntStream.range(0, 40).parallel().forEach(i -> assertThat(api.patch(
                        CONFIG_MAPS,
                        new ObjectKey("default", "busy"),
                        Subresource.NONE,
                        PatchType.MERGE,
                        Json.tree("{\"data\":{\"k" + i + "\":\"v\"}}")))
                .isInstanceOf(Outcome.Done.class));
        assertThat(body(send("GET", BASE + "/busy", null)).path("data").size()).isEqualTo(41);
    }

    @Test
    void anObjectWithAFinalizerStaysUntilThatIsGone() {
        ObjectNode held = configMap("held", "a", "1");
        held.withObjectProperty("metadata").putArray("finalizers").add("example.com/hold");
        send("POST", BASE, held);
        JsonNode marked = body(send("DELETE", BASE + "/held", null));
        assertThat(marked.at("/metadata/deletionTimestamp").isMissingNode()).isFalse();
        Outcome released = api.patch(
                CONFIG_MAPS,
                new ObjectKey("default", "held"),
                Subresource.NONE,
                PatchType.MERGE,
                Json.tree("{\"metadata\":{\"finalizers\":null}}"));
        assertThat(released).isInstanceOf(Outcome.Done.class);
        assertThat(send("GET", BASE + "/held", null).statusCode()).isEqualTo(404);
    }

    @Test
    void aWatchTellsWhatHappensAfterItsRevisionInOrder() throws IOException {
        JsonNode created = body(send("POST", BASE, configMap("seen", "a", "1")));
        send("PUT", BASE + "/seen", configMap("seen", "a", "2"));
        api.delete(
                CONFIG_MAPS,
                new ObjectKey("default", "seen"),
                DeleteOptions.atOnce(new Uid(created.at("/metadata/uid").asString())));
        String watch = BASE + "?watch=1&timeoutSeconds=20&fieldSelector=metadata.name%3Dseen&resourceVersion="
                + created.at("/metadata/resourceVersion").asString();
        HttpResponse<InputStream> stream = request("GET", watch, null, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(Stream.of(lines.readLine(), lines.readLine())
                            .map(line -> Json.tree(line).path("type").asString()))
                    .containsExactly("MODIFIED", "DELETED");
        }
    }

    @Test
    void strangersAreToldWhatTheyMayNot() {
        try (var stranger = new Closing(ApiChannels.inProcess(server.inProcessName(), new Subject("kim", List.of())))) {
            Outcome refused = new GrpcApi(stranger.channel(), "test").get(CONFIG_MAPS, new ObjectKey("default", "one"));
            assertThat(refused).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.status().message())
                    .isEqualTo("configmaps \"one\" is forbidden: User \"kim\" cannot get resource \"configmaps\" in API group \"\" in"
                            + " the namespace \"default\""));
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() {
        ObjectNode large = configMap("large", "a", "x".repeat(4 << 20));
        assertThat(send("POST", BASE, large).statusCode()).isEqualTo(413);
    }

    private record Closing(ManagedChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            channel.shutdownNow();
        }
    }

    private static ObjectNode configMap(String name, String key, String value) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name);
        object.putObject("data").put(key, value);
        return object;
    }

    private static JsonNode body(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return Json.tree(response.body());
    }

    private static HttpResponse<String> send(String method, String path, ObjectNode body) {
        return request(method, path, body, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> request(String method, String path, ObjectNode body, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                .header("Content-Type", "application/json")
                .build();
        try {
            return https.send(request, handler);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
