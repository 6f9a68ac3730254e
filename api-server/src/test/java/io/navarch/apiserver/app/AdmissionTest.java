package io.navarch.apiserver.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.navarch.machinery.identity.ClusterAuthority;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.ServingNames;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.identity.Tls;
import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Admission that needs a whole server: quotas under concurrency, and webhooks asked over real HTTPS. */
class AdmissionTest {

    private static final String HOOKS = "/apis/admissionregistration.k8s.io/v1/";

    @TempDir
    static Path folder;

    private static ApiServer server;
    private static HttpClient https;
    private static HttpsServer webhook;
    private static String caBundle;

    @BeforeAll
    static void start() throws Exception {
        server = new ApiServer(ApiServerSettings.in(folder, 0));
        server.start();
        ClusterAuthority authority = server.identities().clusterAuthority();
        Identity admin = server.identities().client("admin", Subject.ADMIN);
        https = HttpClient.newBuilder().sslContext(Tls.jdk(() -> admin, List.of(authority.certificate()))).build();
        webhook = webhook(authority);
        caBundle = Base64.getEncoder().encodeToString(pem(authority));
    }

    @AfterAll
    static void stop() {
        webhook.stop(0);
        https.close();
        server.close();
    }

    private static byte[] pem(ClusterAuthority authority) throws CertificateEncodingException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority.certificate().getEncoded());
        return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static HttpsServer webhook(ClusterAuthority authority) throws IOException {
        Identity identity = authority.issue(
                new Subject("hook", List.of()),
                ServingNames.of(List.of("hook.default.svc"), List.of("127.0.0.1")),
                List.of(ClusterAuthority.Usage.values()),
                Instant.now());
        HttpsServer hook = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.setHttpsConfigurator(new HttpsConfigurator(Tls.jdk(() -> identity, List.of(authority.certificate()))));
        hook.createContext("/label", e -> answer(e, "[{\"op\":\"add\",\"path\":\"/data/by\",\"value\":\"hook\"}]", true));
        hook.createContext("/no", e -> answer(e, "", false));
        hook.createContext("/broken", e -> {
            e.sendResponseHeaders(500, -1);
            e.close();
        });
        hook.start();
        return hook;
    }

    private static void answer(HttpExchange exchange, String patch, boolean allowed) throws IOException {
        JsonNode review = Json.tree(exchange.getRequestBody().readAllBytes());
        ObjectNode answer = Json.object().put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode response = answer.putObject("response").put("allowed", allowed);
        response.put("uid", review.at("/request/uid").asString());
        response.putArray("warnings").add("seen " + review.at("/request/operation").asString());
        if (!patch.isEmpty()) {
            response.put("patchType", "JSONPatch").put("patch", Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8)));
        }
        if (!allowed) {
            response.putObject("status").put("message", "not today").put("code", 409);
        }
        byte[] bytes = Json.write(answer);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return https.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException trouble) {
            throw new AssertionError(trouble);
        }
    }

    private static String namespace(String name) {
        send("POST", "/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"hooks\":\"" + name + "\"}}}");
        return "/api/v1/namespaces/" + name + "/configmaps";
    }

    private static void hook(String kind, String namespace, String path, String more) {
        HttpResponse<String> made = send("POST", HOOKS + kind, """
                {"metadata":{"name":"%s"},"webhooks":[{"name":"hook.example.com","admissionReviewVersions":["v1"],"sideEffects":"None",
                 "namespaceSelector":{"matchLabels":{"hooks":"%s"}},%s
                 "rules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"]}],
                 "clientConfig":{"url":"https://127.0.0.1:%d%s","caBundle":"%s"}}]}
                """.formatted(namespace, namespace, more, webhook.getAddress().getPort(), path, caBundle));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        until(() -> server.verbs().backend().objects().list(
                                new io.navarch.machinery.object.GroupResource("admissionregistration.k8s.io", kind), "").stream()
                        .anyMatch(c -> c.at("/metadata/name").asString().equals(namespace)));
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aMutatingWebhooksPatchIsStoredAndItsWarningsArePassedOn() {
        String base = namespace("patched");
        hook("mutatingwebhookconfigurations", "patched", "/label", "");
        HttpResponse<String> created = send("POST", base, "{\"metadata\":{\"name\":\"a\"},\"data\":{\"a\":\"b\"}}");
        assertThat(Json.tree(created.body()).at("/data/by").asString("")).as(created.body()).isEqualTo("hook");
        assertThat(created.headers().allValues("warning")).containsExactly("299 - \"seen CREATE\"");
    }

    @Test
    void aValidatingWebhooksRefusalHasItsCodeAndSaysWhoRefused() {
        String base = namespace("refused");
        hook("validatingwebhookconfigurations", "refused", "/no", "");
        HttpResponse<String> answer = send("POST", base, "{\"metadata\":{\"name\":\"a\"}}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.tree(answer.body()).path("message").asString())
                .isEqualTo("admission webhook \"hook.example.com\" denied the request: not today");
    }

    @Test
    void aWebhookThatCannotBeAskedRefusesUnlessThatIsToBeIgnored() {
        String strict = namespace("strict");
        hook("validatingwebhookconfigurations", "strict", "/broken", "");
        HttpResponse<String> answer = send("POST", strict, "{\"metadata\":{\"name\":\"a\"}}");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("failed calling webhook \\\"hook.example.com\\\": failed to call webhook: an error on the server");
        String lenient = namespace("lenient");
        hook("validatingwebhookconfigurations", "lenient", "/broken", "\"failurePolicy\":\"Ignore\",");
        assertThat(send("POST", lenient, "{\"metadata\":{\"name\":\"a\"}}").statusCode()).isEqualTo(201);
    }

    @Test
    void aQuotaIsNeverExceededHoweverManyWritesComeAtOnce() throws Exception {
        String base = namespace("crowded");
        String quotas = "/api/v1/namespaces/crowded/resourcequotas";
        send("POST", quotas, "{\"metadata\":{\"name\":\"q\"},\"spec\":{\"hard\":{\"count/configmaps\":\"10\"}}}");
        send("PATCH", quotas + "/q/status", "{\"status\":{\"hard\":{\"count/configmaps\":\"10\"},\"used\":{\"count/configmaps\":\"0\"}}}");
        List<Integer> codes;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> writes = IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(i -> () -> send("POST", base, "{\"metadata\":{\"name\":\"m" + i + "\"}}").statusCode())
                    .toList();
            codes = threads.invokeAll(writes).stream().map(Future::resultNow).toList();
        }
        assertThat(codes.stream().filter(c -> c == 201)).hasSize(10);
        assertThat(codes.stream().filter(c -> c == 403)).hasSize(30);
        assertThat(send("POST", base, "{\"metadata\":{\"name\":\"m0\"},\"data\":{\"a\":1}}").statusCode()).isEqualTo(400);
        assertThat(Json.tree(send("GET", quotas + "/q", "").body()).at("/status/used").toString()).isEqualTo("{\"count/configmaps\":\"10\"}");
    }

    @Test
    void whatAWriteThatComesToNothingHasTakenIsGivenBack() {
        String base = namespace("returned");
        String quotas = "/api/v1/namespaces/returned/resourcequotas";
        send("POST", quotas, "{\"metadata\":{\"name\":\"q\"},\"spec\":{\"hard\":{\"count/configmaps\":\"3\"}}}");
        send("PATCH", quotas + "/q/status", "{\"status\":{\"hard\":{\"count/configmaps\":\"3\"},\"used\":{\"count/configmaps\":\"0\"}}}");
        until(() -> !server.verbs().backend().objects().list(
                        new io.navarch.machinery.object.GroupResource("", "resourcequotas"), "returned").isEmpty());
        assertThat(send("POST", base, "{\"metadata\":{\"name\":\"one\"}}").statusCode()).isEqualTo(201);
        assertThat(send("POST", base, "{\"metadata\":{\"name\":\"one\"}}").statusCode()).isEqualTo(409);
        assertThat(Json.tree(send("GET", quotas + "/q", "").body()).at("/status/used/count~1configmaps").asString()).isEqualTo("1");
    }
}
