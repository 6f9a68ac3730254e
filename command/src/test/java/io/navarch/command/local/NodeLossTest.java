package io.navarch.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.navarch.apiserver.app.ApiServer;
import io.navarch.apiserver.app.ApiServerSettings;
import io.navarch.apiserver.cache.CacheLimits;
import io.navarch.controllermanager.ControllerManager;
import io.navarch.controllermanager.ControllerManagerSettings;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.Profile;
import io.navarch.scheduler.Scheduler;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** API server, scheduler and controllers in one JVM; the test plays the kubelets of three nodes. */
class NodeLossTest {

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Gvr NODES = Gvr.core("nodes");
    private static final Gvr PODS = Gvr.core("pods");
    private static final Gvr LEASES = new Gvr("coordination.k8s.io", "v1", "leases");
    private static final Gvr DEPLOYMENTS = new Gvr("apps", "v1", "deployments");

    @TempDir
    private static Path folder;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final TreeSet<String> alive = new TreeSet<>(List.of("a", "b", "c"));
    private Api api;

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        ApiServer server = new ApiServer(new ApiServerSettings(folder.resolve("store"), folder.resolve("pki"), "127.0.0.1", port,
                freePort(), List.of(), List.of(), "127.0.0.1", ApiServerSettings.Cluster.STANDARD,
                ApiServerSettings.Anonymous.ADMITTED, CacheLimits.standard()));
        parts.add(server);
        server.start();
        InstantSource clock = InstantSource.system();
        ControllerManager controllers = new ControllerManager(as(server, Subject.CONTROLLER_MANAGER), (source, event) -> {}, clock,
                ControllerManagerSettings.standard().withNodeGrace(GRACE));
        parts.add(controllers);
        controllers.start();
        controllers.lead(true);
        Scheduler scheduler = new Scheduler(as(server, Subject.SCHEDULER), List.of(Profile.USUAL), clock,
                RandomGenerator.getDefault(), new SimpleMeterRegistry());
        parts.add(scheduler);
        scheduler.start();
        scheduler.lead(true);
        api = as(server, Subject.ADMIN);
        renew();
        alive.forEach(this::register);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
    }

    @Test
    void podsOfANodeThatFallsSilentAreReplacedOnOthers() {
        create(DEPLOYMENTS, "default", """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":1,
                 "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{
                  "tolerations":[{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":1}],
                  "containers":[{"name":"c","image":"i"}]}}}}""");
        String lost = await("a pod on a node", () -> pods().stream().map(NodeLossTest::node).filter(n -> !n.isEmpty()).findFirst());
        assertThat(Json.tree(done(api.get(DEPLOYMENTS, new ObjectKey("default", "web")))).at("/metadata/generation").asInt()).isEqualTo(1);

        alive.remove(lost);

        await("the taint", () -> get(NODES, ObjectKey.cluster(lost))
                .filter(n -> n.at("/spec/taints").toString().contains("node.kubernetes.io/unreachable")
                        && n.at("/spec/taints").toString().contains("NoExecute")));
        await("the pod's eviction", () -> Optional.of(pods()).filter(all -> all.stream()
                .allMatch(pod -> !node(pod).equals(lost) || pod.path("metadata").has("deletionTimestamp"))));
        String other = await("a pod elsewhere", () -> pods().stream()
                .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
                .map(NodeLossTest::node)
                .filter(n -> !n.isEmpty())
                .findFirst());
        assertThat(alive).contains(other);

        alive.add(lost);
        await("the node's return", () -> get(NODES, ObjectKey.cluster(lost)).filter(n -> {
            ready(lost);
            return n.at("/spec/taints").isEmpty();
        }));
    }

    private <T> T await(String what, Supplier<Optional<T>> question) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            renew();
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            assertThat(Instant.now()).as(what).isBefore(limit);
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    private void register(String node) {
        create(NODES, "", "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + node + "\"}}");
        ready(node);
    }

    private void ready(String node) {
        String now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
        done(api.patch(NODES, ObjectKey.cluster(node), Subresource.STATUS, PatchType.MERGE, Json.tree("""
                {"status":{"capacity":{"cpu":"4","memory":"8Gi","pods":"110"},"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"},
                 "conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","message":"ready",
                  "lastHeartbeatTime":"%1$s","lastTransitionTime":"%1$s"}]}}""".formatted(now))));
    }

    private void renew() {
        for (String node : alive) {
            String spec = "{\"spec\":{\"holderIdentity\":\"" + node + "\",\"leaseDurationSeconds\":40,\"renewTime\":\""
                    + Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS) + "\"}}";
            Outcome outcome = api.patch(
                    LEASES, new ObjectKey("kube-node-lease", node), Subresource.NONE, PatchType.MERGE, Json.tree(spec));
            if (outcome instanceof Outcome.Refused) {
                create(LEASES, "kube-node-lease", "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\",\"metadata\":{\"name\":\""
                        + node + "\"}," + spec.substring(1));
            }
        }
    }

    private List<JsonNode> pods() {
        return api.list(PODS, "default", "", "").stream().map(Json::tree).toList();
    }

    private static String node(JsonNode pod) {
        return pod.at("/spec/nodeName").asString("");
    }

    private Optional<JsonNode> get(Gvr resource, ObjectKey key) {
        return Optional.of(Json.tree(done(api.get(resource, key))));
    }

    private void create(Gvr resource, String namespace, String json) {
        done(api.create(resource, namespace, Json.tree(json)));
    }

    private static byte[] done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).json();
    }

    private Api as(ApiServer server, Subject caller) {
        ManagedChannel channel = ApiChannels.inProcess(server.inProcessName(), caller);
        parts.add(channel::shutdownNow);
        return new GrpcApi(channel, caller.commonName());
    }

    private static int freePort() throws java.io.IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
