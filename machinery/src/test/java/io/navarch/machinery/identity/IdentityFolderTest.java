package io.navarch.machinery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.proto.v1.Answer;
import io.navarch.proto.v1.GetRequest;
import io.navarch.proto.v1.ObjectsGrpc;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFolderTest {

    private static final ServingNames LOCAL = ServingNames.ofApiServer("cluster.local", "10.96.0.1", List.of("172.29.0.1", "lb"));

    @TempDir
    Path temp;

    private Instant now = Instant.now();

    private IdentityFolder folder() {
        return new IdentityFolder(temp, () -> now);
    }

    @Test
    void whatWasIssuedIsFoundAgain() {
        Identity first = folder().server("apiserver", Subject.API_SERVER, LOCAL);
        Identity again = folder().server("apiserver", Subject.API_SERVER, LOCAL);
        assertThat(again.certificate()).isEqualTo(first.certificate());
        assertThat(folder().serviceAccountKeys().getPublic()).isEqualTo(folder().serviceAccountKeys().getPublic());
    }

    @Test
    void aCertificateIsIssuedAnewForMoreNamesAndBeforeItExpires() {
        Identity first = folder().server("apiserver", Subject.API_SERVER, LOCAL);
        Identity wider = folder().server("apiserver", Subject.API_SERVER,
                ServingNames.ofApiServer("cluster.local", "10.96.0.1", List.of("10.0.0.9")));
        assertThat(wider.certificate()).isNotEqualTo(first.certificate());
        now = now.plus(ClusterAuthority.CERTIFICATE_LIFE.multipliedBy(3).dividedBy(4));
        Identity renewed = folder().client("admin", Subject.ADMIN);
        assertThat(renewed.certificate().getNotAfter().toInstant()).isAfter(now.plusSeconds(1));
        assertThat(folder().server("apiserver", Subject.API_SERVER, LOCAL).certificate()).isNotEqualTo(wider.certificate());
    }

    @Test
    void privateKeysAreReadableByTheirOwnerOnly() throws Exception {
        folder().client("admin", Subject.ADMIN);
        for (String key : List.of("ca.key", "admin.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(key)))).isEqualTo("rw-------");
        }
        assertThat(folder().client("admin", Subject.ADMIN).toString()).doesNotContain("PRIVATE");
    }

    @Test
    void aCertificateSaysWhoItSpeaksFor() {
        Identity node = folder().client("node", Subject.node("n1"));
        assertThat(node.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=system:node:n1,O=system:nodes");
    }

    @Test
    void httpsWithBothCertificatesWorksOnTheJdksServer() throws Exception {
        IdentityFolder folder = folder();
        var authority = List.of(folder.clusterAuthority().certificate());
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
        Identity serving = folder.server("apiserver", Subject.API_SERVER, LOCAL);
        server.setHttpsConfigurator(new HttpsConfigurator(Tls.jdk(() -> serving, authority)));
        server.createContext("/", IdentityFolderTest::sayHello);
        server.start();
        Identity admin = folder.client("admin", Subject.ADMIN);
        try (HttpClient client = HttpClient.newBuilder().sslContext(Tls.jdk(() -> admin, authority)).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.getAddress().getPort())).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("hello");
        } finally {
            server.stop(0);
        }
    }

    private static void sayHello(HttpExchange exchange) throws java.io.IOException {
        exchange.sendResponseHeaders(200, 5);
        exchange.getResponseBody().write("hello".getBytes());
        exchange.close();
    }

    @Test
    void aChannelWithTwoEndpointsLivesOnWithOne() throws Exception {
        IdentityFolder folder = folder();
        var authority = List.of(folder.clusterAuthority().certificate());
        Server first = serve(folder, 201);
        Server second = serve(folder, 202);
        Identity scheduler = folder.client("scheduler", Subject.SCHEDULER);
        ManagedChannel channel = ApiChannels.secure(
                List.of("127.0.0.1:" + first.getPort(), "localhost:" + second.getPort()), () -> scheduler, authority);
        try {
            assertThat(ask(channel)).isBetween(201, 202);
            first.shutdownNow().awaitTermination();
            assertThat(askUntilAnswered(channel)).isEqualTo(202);
            assertThat(ask(channel)).isEqualTo(202);
        } finally {
            channel.shutdownNow();
            first.shutdownNow();
            second.shutdownNow();
        }
    }

    private static int ask(ManagedChannel channel) {
        return ClientCalls.blockingUnaryCall(channel, ObjectsGrpc.getGetMethod(),
                CallOptions.DEFAULT.withWaitForReady(), GetRequest.getDefaultInstance()).getCode();
    }

    /** A call that was under way to a server when it went is answered by nobody; those after it are. */
    private static int askUntilAnswered(ManagedChannel channel) {
        for (int tries = 0; ; tries++) {
            try {
                return ask(channel);
            } catch (io.grpc.StatusRuntimeException cut) {
                if (tries == 10) {
                    throw cut;
                }
            }
        }
    }

    private static Server serve(IdentityFolder folder, int code) throws Exception {
        Identity identity = folder.server("apiserver", Subject.API_SERVER, LOCAL);
        MethodDescriptor<GetRequest, Answer> get = ObjectsGrpc.getGetMethod();
        ServerCallHandler<GetRequest, Answer> handler = ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(Answer.newBuilder().setCode(code).build());
            answer.onCompleted();
        });
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .sslContext(Tls.grpcServer(() -> identity, List.of(folder.clusterAuthority().certificate())))
                .addService(ServerServiceDefinition.builder(get.getServiceName())
                        .addMethod(ServerMethodDefinition.create(get, handler))
                        .build())
                .build()
                .start();
    }
}
