package io.navarch.scheduler;

import static io.navarch.scheduler.Given.await;
import static io.navarch.scheduler.Given.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private static final String HELPLESS =
            " no new claims to deallocate, preemption: 0/%d nodes are available: %d Preemption is not helpful for scheduling.";
    private final Given given = new Given().started();

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void aPodGoesToTheOnlyNodeThatFitsAndTheUserIsTold() {
        given.node("n1", "", "\"spec\":{\"unschedulable\":true}");
        given.node("n2", "", "");
        given.pod("a", "", "");
        assertThat(given.eventuallyOn("a")).isEqualTo("n2");
        await(() -> !given.api.objects(Given.EVENTS).isEmpty());
        var event = given.api.objects(Given.EVENTS).getFirst();
        assertThat(event.path("note").asString()).isEqualTo("Successfully assigned shop/a to n2");
        assertThat(event.path("action").asString()).isEqualTo("Binding");
        assertThat(event.path("eventTime").asString()).hasSize(27);
    }

    @Test
    void aPodThatFitsNowhereIsToldWhyAsKubernetesSaysIt() {
        given.node("n1", "", "\"spec\":{\"taints\":[{\"key\":\"x\",\"value\":\"y\",\"effect\":\"NoSchedule\"}]}");
        given.node("n2", "", "");
        given.node("n3", "", "");
        given.pod("big", "", cpu("64"));
        assertThat(given.eventuallySays("big"))
                .isEqualTo("0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu."
                        + HELPLESS.formatted(3, 3));
        given.pod("picky", "", "\"nodeSelector\":{\"disk\":\"floppy\"}");
        assertThat(given.eventuallySays("picky"))
                .isEqualTo("0/3 nodes are available: 1 node(s) had untolerated taint(s), "
                        + "2 node(s) didn't match Pod's node affinity/selector." + HELPLESS.formatted(3, 3));
        given.api.patch(Given.NODES, ObjectKey.cluster("n3"), Subresource.NONE, PatchType.MERGE,
                Json.tree("{\"metadata\":{\"labels\":{\"disk\":\"floppy\"}}}"));
        assertThat(given.eventuallyOn("picky")).isEqualTo("n3");
    }

    @Test
    void aPodThatNamesANodeThatIsNotThereSatisfiesNoPlugin() {
        given.node("n1", "", "");
        given.pod("a", "", "\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":"
                + "[{\"matchFields\":[{\"key\":\"metadata.name\",\"operator\":\"In\",\"values\":[\"z\"]}]}]}}}");
        assertThat(given.eventuallySays("a"))
                .isEqualTo("0/1 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity]." + HELPLESS.formatted(1, 1));
    }

    @Test
    void hostPortsAreTakenOnceAndComeFreeAgain() {
        given.node("n1", "", "");
        String port = "\"containers\":[{\"name\":\"c\",\"ports\":[{\"containerPort\":80,\"hostPort\":8080}]}]";
        given.pod("a", "", port);
        assertThat(given.eventuallyOn("a")).isEqualTo("n1");
        given.pod("b", "", port);
        assertThat(given.eventuallySays("b"))
                .isEqualTo("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. "
                        + "no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.");
        given.api.remove(Given.PODS, new ObjectKey("shop", "a"));
        assertThat(given.eventuallyOn("b")).isEqualTo("n1");
    }

    @Test
    void podsSpreadEvenlyOverZonesAndNoFurtherThanTheSkewAllows() {
        given.node("n1", "\"zone\":\"east\"", "");
        given.node("n2", "\"zone\":\"west\"", "");
        given.node("n3", "", "");
        String spread = "\"topologySpreadConstraints\":[{\"maxSkew\":1,\"topologyKey\":\"zone\",\"whenUnsatisfiable\":\"DoNotSchedule\","
                + "\"labelSelector\":{\"matchLabels\":{\"app\":\"s\"}}}]";
        given.pod("s1", "\"app\":\"s\"", spread);
        String first = given.eventuallyOn("s1");
        given.pod("s2", "\"app\":\"s\"", spread);
        String second = given.eventuallyOn("s2");
        assertThat(List.of(first, second)).containsExactlyInAnyOrder("n1", "n2");
        given.pod("s3", "\"app\":\"s\"", "\"nodeSelector\":{\"zone\":\"east\"}");
        given.eventuallyOn("s3");
        given.pod("s4", "\"app\":\"s\"", spread.replace("\"maxSkew\":1,", "\"maxSkew\":1,\"nodeAffinityPolicy\":\"Ignore\",")
                + ",\"nodeSelector\":{\"zone\":\"east\"}");
        assertThat(given.eventuallySays("s4"))
                .startsWith("0/3 nodes are available: 1 node(s) didn't match pod topology spread constraints, "
                        + "2 node(s) didn't match Pod's node affinity/selector.");
    }

    @Test
    void antiAffinityHoldsBothWays() {
        given.node("n1", "", "");
        given.node("n2", "", "");
        String apart = "\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":"
                + "\"kubernetes.io/hostname\",\"labelSelector\":{\"matchLabels\":{\"app\":\"db\"}}}]}}";
        given.pod("db1", "\"app\":\"db\"", apart);
        given.pod("db2", "\"app\":\"db\"", apart);
        assertThat(List.of(given.eventuallyOn("db1"), given.eventuallyOn("db2"))).containsExactlyInAnyOrder("n1", "n2");
        given.pod("db3", "\"app\":\"db\"", apart);
        assertThat(given.eventuallySays("db3"))
                .startsWith("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.");
        given.pod("plain", "\"app\":\"db\"", "");
        assertThat(given.eventuallySays("plain"))
                .startsWith("0/2 nodes are available: 2 node(s) didn't satisfy existing pods anti-affinity rules.");
    }

    @Test
    void affinityBringsPodsTogetherAndTheFirstOfAGroupMayGoAnywhere() {
        given.node("n1", "", "");
        given.node("n2", "", "");
        given.node("n3", "", "");
        String together = "\"affinity\":{\"podAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":"
                + "\"kubernetes.io/hostname\",\"labelSelector\":{\"matchLabels\":{\"app\":\"web\"}}}]}}";
        given.pod("w1", "\"app\":\"web\"", together);
        String first = given.eventuallyOn("w1");
        given.pod("w2", "\"app\":\"web\"", together);
        assertThat(given.eventuallyOn("w2")).isEqualTo(first);
    }

    @Test
    void gatedPodsAreLeftAloneUntilTheGatesAreOpen() {
        given.node("n1", "", "");
        given.pod("gated", "", "\"schedulingGates\":[{\"name\":\"x/y\"}]");
        given.pod("free", "", "");
        given.eventuallyOn("free");
        assertThat(given.nodeOf("gated")).isEmpty();
        assertThat(given.messageOf("gated")).isEmpty();
        given.api.patch(Given.PODS, new ObjectKey("shop", "gated"), Subresource.NONE, PatchType.MERGE,
                Json.tree("{\"spec\":{\"schedulingGates\":null}}"));
        assertThat(given.eventuallyOn("gated")).isEqualTo("n1");
    }

    @Test
    void aMoreImportantPodMakesRoomForItself() {
        given.node("n1", "", "");
        given.pod("small", "", cpu("1") + ",\"priority\":0");
        given.pod("least", "", cpu("3") + ",\"priority\":-5");
        given.eventuallyOn("small");
        given.eventuallyOn("least");
        given.pod("vip", "", cpu("3") + ",\"priority\":1000");
        await(() -> {
            var victim = given.api.read(Given.PODS, new ObjectKey("shop", "least"));
            return victim != null && victim.at("/metadata").has("deletionTimestamp");
        });
        var vip = given.api.read(Given.PODS, new ObjectKey("shop", "vip"));
        assertThat(vip).isNotNull();
        await(() -> "n1".equals(given.api.read(Given.PODS, new ObjectKey("shop", "vip")).at("/status/nominatedNodeName").asString("")));
        assertThat(given.api.read(Given.PODS, new ObjectKey("shop", "least")).at("/status/conditions").toString())
                .contains("PreemptionByScheduler");
        given.api.remove(Given.PODS, new ObjectKey("shop", "least"));
        assertThat(given.eventuallyOn("vip")).isEqualTo("n1");
        assertThat(given.nodeOf("small")).isEqualTo("n1");
    }

    @Test
    void aClaimThatWaitsForItsConsumerIsToldTheNodeAndThePodFollowsOnceItIsBound() {
        Gvr claims = Gvr.core("persistentvolumeclaims");
        given.node("n1", "", "");
        given.api.put(new Gvr("storage.k8s.io", "v1", "storageclasses"),
                "{\"metadata\":{\"name\":\"local\"},\"provisioner\":\"x/y\",\"volumeBindingMode\":\"WaitForFirstConsumer\"}");
        given.api.put(claims, "{\"metadata\":{\"name\":\"data\",\"namespace\":\"shop\"},\"spec\":{\"storageClassName\":\"local\",\"accessModes\":[\"ReadWriteOnce\"]}}");
        given.pod("a", "", "\"volumes\":[{\"name\":\"d\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]");
        ObjectKey claim = new ObjectKey("shop", "data");
        await(() -> "n1".equals(given.api.read(claims, claim).at("/metadata/annotations").path("volume.kubernetes.io/selected-node").asString("")));
        assertThat(given.nodeOf("a")).isEmpty();
        given.api.patch(claims, claim, Subresource.NONE, PatchType.MERGE,
                Json.tree("{\"metadata\":{\"annotations\":{\"pv.kubernetes.io/bind-completed\":\"yes\"}},\"spec\":{\"volumeName\":\"pv1\"}}"));
        assertThat(given.eventuallyOn("a")).isEqualTo("n1");
        given.pod("b", "", "\"volumes\":[{\"name\":\"d\",\"persistentVolumeClaim\":{\"claimName\":\"none\"}}]");
        assertThat(given.eventuallySays("b"))
                .isEqualTo("0/1 nodes are available: persistentvolumeclaim \"none\" not found." + HELPLESS.formatted(1, 1));
    }

    @Test
    void aClaimThatAProvisionerGivesBackIsPlacedAnew() {
        Gvr claims = Gvr.core("persistentvolumeclaims");
        ObjectKey claim = new ObjectKey("shop", "data");
        given.node("n1", "", "");
        given.api.put(new Gvr("storage.k8s.io", "v1", "storageclasses"),
                "{\"metadata\":{\"name\":\"local\"},\"provisioner\":\"x/y\",\"volumeBindingMode\":\"WaitForFirstConsumer\"}");
        given.api.put(claims, "{\"metadata\":{\"name\":\"data\",\"namespace\":\"shop\"},\"spec\":{\"storageClassName\":\"local\"}}");
        given.pod("a", "", "\"volumes\":[{\"name\":\"d\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]");
        for (int round = 0; round < 2; round++) {
            await(() -> given.api.read(claims, claim).at("/metadata/annotations").has("volume.kubernetes.io/selected-node"));
            given.api.patch(claims, claim, Subresource.NONE, PatchType.MERGE,
                    Json.tree("{\"metadata\":{\"annotations\":{\"volume.kubernetes.io/selected-node\":null}}}"));
        }
        assertThat(given.nodeOf("a")).isEmpty();
    }

    @Test
    void aBindingThatIsRefusedIsTriedAgain() {
        int[] refusals = {1};
        given.api.refuse(w -> w.subresource() == Subresource.BINDING && refusals[0]-- > 0
                ? new io.navarch.machinery.object.Status(500, "InternalError", "no")
                : null);
        given.node("n1", "", "");
        given.pod("a", "", "");
        assertThat(given.eventuallyOn("a")).isEqualTo("n1");
    }
}
