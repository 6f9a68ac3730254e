package io.navarch.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.kubelet.spec.Node;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SimulatedNodesTest {

    private static final Gvr LEASES = new Gvr("coordination.k8s.io", "v1", "leases");

    private final FakeApi api = new FakeApi();
    private final Timers timers = new Timers(InstantSource.system());
    private SimulatedNodes nodes;

    @BeforeEach
    void start() {
        SimulatedNodes.Settings usual = SimulatedNodes.Settings.of("sim", 3, "127.0.0.1", 10260);
        nodes = new SimulatedNodes(new SimulatedNodes.Settings(usual.prefix(), usual.count(), usual.address(), usual.httpsPort(),
                usual.streamsPort(), usual.capacity(), usual.labels(), false), api, name -> api, timers);
        nodes.start();
    }

    @AfterEach
    void stop() {
        nodes.close();
        timers.close();
    }

    @Test
    void everyNodeRegistersBecomesReadyAndRenewsItsLease() {
        for (int i = 0; i < 3; i++) {
            String name = "sim-" + i;
            await(() -> condition(api.read(Node.RESOURCE, ObjectKey.cluster(name)), "Ready").equals("True"));
            await(() -> api.read(LEASES, new ObjectKey("kube-node-lease", name)) != null);
        }
        JsonNode node = api.read(Node.RESOURCE, ObjectKey.cluster("sim-1"));
        assertThat(node.at("/metadata/labels/kubernetes.io~1hostname").asString()).isEqualTo("sim-1");
        assertThat(node.at("/metadata/annotations/navarch.io~1streams-port").asString()).isEqualTo("10260");
        assertThat(node.at("/status/nodeInfo/kubeletVersion").asString()).startsWith("v1.36.2+navarch");
        assertThat(node.at("/status/allocatable/pods").asString()).isEqualTo("110");
    }

    @Test
    void aPodRunsWhileItIsWantedAndIsGoneAfterItIsDeleted() {
        put("web", "", "");
        await(() -> condition(pod("web"), "Ready").equals("True"));
        JsonNode status = pod("web").path("status");
        assertThat(status.path("phase").asString()).isEqualTo("Running");
        assertThat(status.path("podIP").asString()).matches("[0-9.]+");
        assertThat(status.at("/containerStatuses/0/state/running/startedAt").asString()).isNotEmpty();

        api.delete(Pod.RESOURCE, new ObjectKey("default", "web"), new DeleteOptions(null, null, null));
        await(() -> pod("web") == null);
        await(() -> nodes.kubelets().getFirst().workers().all().isEmpty());
    }

    @Test
    void aSecondMoreHastyDeletionIsHeeded() {
        put("slow", "\"navarch.io/simulate-stop\":\"1h\"", "");
        await(() -> condition(pod("slow"), "Ready").equals("True"));
        ObjectKey key = new ObjectKey("default", "slow");
        api.delete(Pod.RESOURCE, key, new DeleteOptions(3600L, null, null));
        await(() -> nodes.kubelets().getFirst().workers().all().stream().anyMatch(w -> w.pod() != null && w.pod().metadata().beingDeleted()));
        tools.jackson.databind.node.ObjectNode hasty = (tools.jackson.databind.node.ObjectNode) pod("slow");
        ((tools.jackson.databind.node.ObjectNode) hasty.get("metadata")).put("deletionGracePeriodSeconds", 1);
        api.put(Pod.RESOURCE, hasty.toString());
        await(() -> pod("slow") == null);
    }

    @Test
    void aPodThatEndsWellSucceeds() {
        put("task", "\"navarch.io/simulate-run-for\":\"100ms\"", "\"restartPolicy\":\"Never\",");
        await(() -> pod("task").at("/status/phase").asString().equals("Succeeded"));
        JsonNode terminated = pod("task").at("/status/containerStatuses/0/state/terminated");
        assertThat(terminated.path("reason").asString()).isEqualTo("Completed");
        assertThat(condition(pod("task"), "Ready")).isEqualTo("False");
    }

    @Test
    void aCrashingPodIsRestartedOnceAndThenBacksOff() {
        put("crash", "\"navarch.io/simulate-run-for\":\"20ms\",\"navarch.io/simulate-exit-code\":\"3\"", "");
        await(() -> pod("crash").at("/status/containerStatuses/0/state/waiting/reason").asString("").equals("CrashLoopBackOff"));
        JsonNode container = pod("crash").at("/status/containerStatuses/0");
        assertThat(container.path("restartCount").asInt()).isEqualTo(1);
        assertThat(container.at("/lastState/terminated/exitCode").asInt()).isEqualTo(3);
        assertThat(container.at("/state/waiting/message").asString()).startsWith("back-off 10s restarting failed container=main pod=crash_default(");
        assertThat(pod("crash").at("/status/phase").asString()).isEqualTo("Running");
    }

    @Test
    void anImageThatCannotBePulledShowsAsSuch() {
        put("noimage", "\"navarch.io/simulate-pull-error\":\"no such image\"", "");
        await(() -> pod("noimage").at("/status/containerStatuses/0/state/waiting/reason").asString("").equals("ErrImagePull"));
        await(() -> pod("noimage").at("/status/containerStatuses/0/state/waiting/reason").asString("").equals("ImagePullBackOff"));
        assertThat(pod("noimage").at("/status/phase").asString()).isEqualTo("Pending");
    }

    private void put(String name, String annotations, String spec) {
        api.put(Pod.RESOURCE, """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"default","annotations":{%s}},
                 "spec":{%s"nodeName":"sim-0","terminationGracePeriodSeconds":1,"containers":[{"name":"main","image":"example.org/app:1"}]}}
                """.formatted(name, annotations, spec));
    }

    private JsonNode pod(String name) {
        return api.read(Pod.RESOURCE, new ObjectKey("default", name));
    }

    private static String condition(JsonNode object, String type) {
        if (object != null) {
            for (JsonNode condition : object.at("/status/conditions")) {
                if (condition.path("type").asString().equals(type)) {
                    return condition.path("status").asString();
                }
            }
        }
        return "";
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about within 10 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }
}
