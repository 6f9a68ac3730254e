package io.navarch.kubelet;

import static io.navarch.kubelet.SimulatedNodesTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.kubelet.cri.CriSettings;
import io.navarch.kubelet.node.NodeSettings;
import io.navarch.kubelet.spec.Node;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.client.FakeApi;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.ObjectKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pods as real containers, with an API server in memory. */
class RealNodeTest {

    private static ContainerdNode containerd;

    private final FakeApi api = new FakeApi();
    private final Timers timers = new Timers(InstantSource.system());
    private RealNode node;

    @BeforeAll
    static void containerd() throws Exception {
        containerd = ContainerdNode.start();
    }

    @AfterAll
    static void end() throws Exception {
        if (containerd != null) {
            containerd.close();
        }
    }

    @BeforeEach
    void start() {
        api.put(Node.RESOURCE, "{\"metadata\":{\"name\":\"n1\"},\"spec\":{\"podCIDR\":\"10.250.7.0/24\"}}");
        node = kubelet();
        await(() -> condition(api.read(Node.RESOURCE, ObjectKey.cluster("n1")), "Ready").equals("True"));
    }

    private RealNode kubelet() {
        Path root = containerd.folder().resolve("kubelet");
        NodeSettings settings = new NodeSettings("n1", List.of("10.90.0.1"), Map.of(), Map.of(), List.of(), 10250, 10260, true);
        CriSettings cri = new CriSettings("n1", root, "/" + containerd.name(), List.of("10.90.0.1"), List.of("10.96.0.10"),
                "cluster.local", Path.of("/etc/resolv.conf"), CriSettings.USUAL_LOG_BYTES, CriSettings.USUAL_LOG_FILES);
        RealNode made = new RealNode(new RealNode.Settings(settings, cri, containerd.socket(),
                containerd.folder().resolve("cni"), "nvkbr0", Map.of(), 110), api, timers);
        made.start();
        return made;
    }

    @AfterEach
    void stop() {
        for (JsonNode pod : api.objects(Pod.RESOURCE)) {
            api.remove(Pod.RESOURCE, new ObjectKey("default", pod.at("/metadata/name").asString()));
        }
        await(() -> node.runtime().pods().isEmpty());
        node.close();
        timers.close();
    }

    @Test
    void aPodRunsWithinTwoSecondsAndLeavesNothingBehind() throws Exception {
        api.put(Gvr.core("configmaps"), "{\"metadata\":{\"name\":\"conf\",\"namespace\":\"default\"},\"data\":{\"color\":\"blue\",\"f.txt\":\"hello\"}}");
        api.put(Gvr.core("secrets"), "{\"metadata\":{\"name\":\"cred\",\"namespace\":\"default\"},\"data\":{\"password\":\"c2VzYW1l\"}}");
        Instant begun = Instant.now();
        put("web", """
                "volumes":[{"name":"conf","configMap":{"name":"conf"}},{"name":"cred","secret":{"secretName":"cred"}},
                  {"name":"scratch","emptyDir":{}},{"name":"mem","emptyDir":{"medium":"Memory","sizeLimit":"1Mi"}},
                  {"name":"info","downwardAPI":{"items":[{"path":"labels","fieldRef":{"fieldPath":"metadata.labels"}}]}}],
                "initContainers":[{"name":"first","image":"example.org/busybox:1","command":["sh","-c","echo first > /scratch/first"],
                  "volumeMounts":[{"name":"scratch","mountPath":"/scratch"}]}],
                "containers":[{"name":"main","image":"example.org/busybox:1",
                  "command":["sh","-c","echo $(COLOR) $PASSWORD $POD_IP $CPU; cat /conf/f.txt /cred/password /scratch/first /info/labels /etc/hosts /etc/resolv.conf; exec sleep 1000"],
                  "env":[{"name":"COLOR","valueFrom":{"configMapKeyRef":{"name":"conf","key":"color"}}},
                    {"name":"PASSWORD","valueFrom":{"secretKeyRef":{"name":"cred","key":"password"}}},
                    {"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}},
                    {"name":"CPU","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu","divisor":"1m"}}}],
                  "resources":{"limits":{"cpu":"200m","memory":"64Mi"}},
                  "volumeMounts":[{"name":"conf","mountPath":"/conf"},{"name":"cred","mountPath":"/cred"},{"name":"mem","mountPath":"/mem"},
                    {"name":"scratch","mountPath":"/scratch"},{"name":"info","mountPath":"/info"}]}]
                """);
        await(() -> condition(pod("web"), "Ready").equals("True"));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
        JsonNode status = pod("web").path("status");
        assertThat(status.path("podIP").asString()).startsWith("10.250.7.");
        assertThat(status.path("qosClass").asString()).isEqualTo("Burstable");
        await(() -> log("web", "main", 0).contains("options ndots:5"));
        assertThat(log("web", "main", 0))
                .contains("blue sesame " + status.path("podIP").asString() + " 200")
                .contains("hellosesamefirst")
                .contains("app=\"web\"")
                .contains(status.path("podIP").asString() + "\tweb")
                .contains("nameserver 10.96.0.10")
                .contains("search default.svc.cluster.local svc.cluster.local cluster.local");
        String uid = pod("web").at("/metadata/uid").asString();
        Path folder = containerd.folder().resolve("kubelet/pods").resolve(uid);
        assertThat(folder).exists();

        api.delete(Pod.RESOURCE, new ObjectKey("default", "web"), new DeleteOptions(null, null, null));
        await(() -> pod("web") == null);
        await(() -> node.runtime().pods().isEmpty());
        assertThat(folder).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(uid);
        await(() -> log("web", "main", 0).isEmpty());
    }

    @Test
    void aKilledContainerComesBackWithinASecond() throws Exception {
        put("phoenix", "\"containers\":[{\"name\":\"main\",\"image\":\"example.org/busybox:1\",\"command\":[\"sleep\",\"1000\"]}]");
        await(() -> condition(pod("phoenix"), "Ready").equals("True"));
        String id = pod("phoenix").at("/status/containerStatuses/0/containerID").asString().replace("containerd://", "");
        ContainerdNode.command("ctr", "-a", containerd.socket().toString(), "-n", "k8s.io", "tasks", "kill", "-s", "SIGKILL", id);
        Instant killed = Instant.now();
        await(() -> pod("phoenix").at("/status/containerStatuses/0/restartCount").asInt() == 1
                && condition(pod("phoenix"), "Ready").equals("True"));
        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(2));
        JsonNode last = pod("phoenix").at("/status/containerStatuses/0/lastState/terminated");
        assertThat(last.path("exitCode").asInt()).isEqualTo(137);
        assertThat(last.path("reason").asString()).isEqualTo("Error");
    }

    @Test
    void aPodWhoseSandboxDiesIsBuiltAnew() throws Exception {
        put("rebuilt", """
                "initContainers":[{"name":"first","image":"example.org/busybox:1","command":["true"]}],
                "containers":[{"name":"main","image":"example.org/busybox:1","command":["sleep","1000"]}]
                """);
        await(() -> condition(pod("rebuilt"), "Ready").equals("True"));
        var worker = node.kubelet().workers().all().iterator().next();
        String sandbox = worker.state().sandbox().orElseThrow().id();
        String address = pod("rebuilt").at("/status/podIP").asString();
        ContainerdNode.command("ctr", "-a", containerd.socket().toString(), "-n", "k8s.io", "tasks", "kill", "-s", "SIGKILL", sandbox);
        await(() -> worker.state().sandbox().filter(s -> !s.id().equals(sandbox)).isPresent());
        await(() -> condition(pod("rebuilt"), "Ready").equals("True")
                && !pod("rebuilt").at("/status/podIP").asString().equals(address));
        assertThat(pod("rebuilt").at("/status/containerStatuses/0/restartCount").asInt()).isEqualTo(1);
        assertThat(pod("rebuilt").at("/status/initContainerStatuses/0/restartCount").asInt()).isEqualTo(1);
    }

    @Test
    void configurationThatChangesReachesRunningContainers() {
        api.put(Gvr.core("configmaps"), "{\"metadata\":{\"name\":\"live\",\"namespace\":\"default\"},\"data\":{\"k\":\"old\"}}");
        put("reader", """
                "volumes":[{"name":"live","configMap":{"name":"live"}}],
                "containers":[{"name":"main","image":"example.org/busybox:1",
                  "command":["sh","-c","while true; do cat /live/k; echo; sleep 0.2; done"],
                  "volumeMounts":[{"name":"live","mountPath":"/live"}]}]
                """);
        await(() -> log("reader", "main", 0).contains("old"));
        api.put(Gvr.core("configmaps"), "{\"metadata\":{\"name\":\"live\",\"namespace\":\"default\"},\"data\":{\"k\":\"new\"}}");
        await(() -> {
            node.kubelet().workers().all().forEach(io.navarch.kubelet.pod.PodWorker::refreshVolumes);
            return log("reader", "main", 0).contains("new");
        });
    }

    @Test
    void aNewKubeletAdoptsWhatTheOneBeforeItLeftRunning() {
        put("lasting", "\"containers\":[{\"name\":\"main\",\"image\":\"example.org/busybox:1\",\"command\":[\"sleep\",\"1000\"]}]");
        await(() -> condition(pod("lasting"), "Ready").equals("True"));
        String id = pod("lasting").at("/status/containerStatuses/0/containerID").asString();
        node.close();
        int writes = api.writes().size();
        node = kubelet();
        await(() -> node.kubelet().workers().all().stream().anyMatch(w -> w.state().anyRunning()));
        await(() -> api.writes().size() > writes);
        JsonNode container = pod("lasting").at("/status/containerStatuses/0");
        assertThat(container.path("containerID").asString()).isEqualTo(id);
        assertThat(container.path("restartCount").asInt()).isZero();
        assertThat(condition(pod("lasting"), "Ready")).isEqualTo("True");
    }

    @Test
    void whatIsMissingIsSaid() {
        put("needy", """
                "containers":[{"name":"main","image":"example.org/busybox:1","command":["sleep","1000"],
                  "env":[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"none","key":"a"}}}]},
                  {"name":"other","image":"example.org/absent:1","imagePullPolicy":"Never"},
                  {"name":"bad","image":"example.org/busybox:1","command":["/no/such/program"]}]
                """);
        await(() -> waiting("needy", 0).equals("CreateContainerConfigError"));
        await(() -> waiting("needy", 1).equals("ErrImageNeverPull"));
        await(() -> pod("needy").at("/status/containerStatuses/2/lastState/terminated/reason").asString("").equals("StartError")
                || pod("needy").at("/status/containerStatuses/2/state/terminated/reason").asString("").equals("StartError"));
        assertThat(pod("needy").at("/status/containerStatuses/0/state/waiting/message").asString()).isEqualTo("configmap \"none\" not found");
        api.put(Gvr.core("configmaps"), "{\"metadata\":{\"name\":\"none\",\"namespace\":\"default\"},\"data\":{\"a\":\"1\"}}");
        await(() -> pod("needy").at("/status/containerStatuses/0/state/running").isObject());
    }

    @Test
    void preStopAndSigtermComeBeforeTheKill() {
        put("gentle", """
                "volumes":[{"name":"out","hostPath":{"path":"%s","type":"DirectoryOrCreate"}}],
                "containers":[{"name":"main","image":"example.org/busybox:1",
                  "command":["sh","-c","trap 'echo term >> /out/log; exit 0' TERM; while true; do sleep 0.1; done"],
                  "lifecycle":{"postStart":{"exec":{"command":["sh","-c","echo start >> /out/log"]}},
                    "preStop":{"exec":{"command":["sh","-c","echo stop >> /out/log"]}}},
                  "readinessProbe":{"exec":{"command":["test","-f","/out/log"]},"periodSeconds":1},
                  "volumeMounts":[{"name":"out","mountPath":"/out"}]}]
                """.formatted(containerd.folder().resolve("out")));
        await(() -> condition(pod("gentle"), "Ready").equals("True"));
        api.delete(Pod.RESOURCE, new ObjectKey("default", "gentle"), new DeleteOptions(null, null, null));
        await(() -> pod("gentle") == null);
        assertThat(containerd.folder().resolve("out/log")).hasContent("start\nstop\nterm\n");
    }

    @Test
    void probesAreAskedOverTheNetwork() {
        put("probed", """
                "containers":[{"name":"main","image":"example.org/busybox:1",
                  "command":["sh","-c","mkdir /www; echo well > /www/ok; exec httpd -f -p 8080 -h /www"],
                  "ports":[{"name":"web","containerPort":8080}],
                  "startupProbe":{"tcpSocket":{"port":8080},"periodSeconds":1},
                  "readinessProbe":{"httpGet":{"path":"/ok","port":"web"},"periodSeconds":1,"failureThreshold":1},
                  "livenessProbe":{"httpGet":{"path":"/alive","port":"web"},"periodSeconds":1,"failureThreshold":3,"initialDelaySeconds":3}}]
                """);
        await(() -> condition(pod("probed"), "Ready").equals("True"));
        // Nothing is at /alive: three failures later it is started anew.
        await(() -> pod("probed").at("/status/containerStatuses/0/restartCount").asInt() == 1);
        await(() -> condition(pod("probed"), "Ready").equals("True"));
    }

    @Test
    void commandsRunInContainersWithTerminalAndWithout() throws Exception {
        put("shell", "\"containers\":[{\"name\":\"main\",\"image\":\"example.org/busybox:1\",\"command\":[\"sleep\",\"1000\"]}]");
        await(() -> condition(pod("shell"), "Ready").equals("True"));
        try (StreamsClient client = new StreamsClient(node, timers)) {
            StreamsClient.Command plain = client.exec("shell", false, "sh", "-c", "echo out; echo err >&2; exit 3");
            assertThat(plain.exit()).isEqualTo("3 ");
            assertThat(plain.stdout()).isEqualTo("out\n");
            assertThat(plain.stderr()).isEqualTo("err\n");

            StreamsClient.Command cat = client.exec("shell", false, "cat");
            String large = "0123456789abcdef".repeat(20_000);
            cat.stdin(large);
            cat.stdinClosed();
            assertThat(cat.exit()).isEqualTo("0 ");
            assertThat(cat.stdout()).isEqualTo(large);

            StreamsClient.Command terminal = client.exec("shell", true, "sh");
            terminal.resize(123, 45);
            await(() -> terminal.stdout().contains("#"));
            terminal.stdin("stty size; exit 7\n");
            assertThat(terminal.exit()).isEqualTo("7 ");
            assertThat(terminal.stdout()).contains("45 123");

            assertThat(client.exec("shell", false, "no-such-program").exit()).contains("no-such-program");
            assertThat(client.exec("absent", false, "true").exit()).contains("not on this node");
        }
    }

    @Test
    void whatListensOnTheLoopbackOnlyIsReached() throws Exception {
        put("inner", "\"containers\":[{\"name\":\"main\",\"image\":\"example.org/busybox:1\","
                + "\"command\":[\"httpd\",\"-f\",\"-p\",\"127.0.0.1:9000\",\"-h\",\"/tmp\"]}]");
        await(() -> condition(pod("inner"), "Ready").equals("True"));
        try (StreamsClient client = new StreamsClient(node, timers)) {
            await(() -> client.forward("inner", 9000, "GET / HTTP/1.0\r\n\r\n").startsWith("HTTP/1."));
            assertThat(client.forward("inner", 9001, "hello")).contains("refused");
        }
    }

    @Test
    void logsAreReadAndFollowed() throws Exception {
        put("teller", """
                "containers":[{"name":"main","image":"example.org/busybox:1",
                  "command":["sh","-c","for i in 1 2 3 4 5; do echo line $i; done; sleep 1; echo last >&2; sleep 1000"]}]
                """);
        await(() -> log("teller", "main", 0).contains("line 5"));
        try (StreamsClient client = new StreamsClient(node, timers)) {
            assertThat(client.logs("teller", r -> r.setTailLines(2))).startsWith("line 4\nline 5\n");
            assertThat(client.logs("teller", r -> r.setTailLines(1).setLimitBytes(3))).isEqualTo("lin");
            assertThat(client.logs("teller", r -> r.setTimestamps(true).setTailLines(1))).matches("(?s)\\d{4}-.*Z? .*\n");
            ContainerdNode.command("ctr", "-a", containerd.socket().toString(), "-n", "k8s.io", "version");
            java.util.concurrent.CompletableFuture<String> followed =
                    java.util.concurrent.CompletableFuture.supplyAsync(() -> client.logs("teller", r -> r.setFollow(true)));
            await(() -> log("teller", "main", 0).contains("last"));
            api.remove(Pod.RESOURCE, new ObjectKey("default", "teller"));
            assertThat(followed.get(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo("line 1\nline 2\nline 3\nline 4\nline 5\nlast\n");
        }
    }

    private String waiting(String name, int container) {
        return pod(name).at("/status/containerStatuses/" + container + "/state/waiting/reason").asString("");
    }

    private String log(String pod, String container, int attempt) {
        try (var folders = Files.list(containerd.folder().resolve("kubelet/logs/pods"))) {
            Path folder = folders.filter(f -> f.getFileName().toString().startsWith("default_" + pod + "_")).findFirst().orElse(null);
            return folder == null ? "" : Files.readString(folder.resolve(container).resolve(attempt + ".log"));
        } catch (java.io.IOException notThere) {
            return "";
        }
    }

    private void put(String name, String spec) {
        api.put(Pod.RESOURCE, """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"default","labels":{"app":"%s"}},
                 "spec":{"nodeName":"n1","terminationGracePeriodSeconds":1,%s}}
                """.formatted(name, name, spec));
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
}
