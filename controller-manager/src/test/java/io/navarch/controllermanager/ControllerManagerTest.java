package io.navarch.controllermanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.object.ObjectKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControllerManagerTest {

    private final Cluster cluster = new Cluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static String template(String app) {
        return "'template':{'metadata':{'labels':{'app':'" + app + "'}},'spec':{'containers':[{'name':'c','image':'i'}]}}";
    }

    @Test
    void aDeploymentBecomesAReplicaSetAndPodsAndEndpoints() {
        cluster.put(Kinds.SERVICES,
                "{'metadata':{'name':'web','namespace':'shop'},'spec':{'selector':{'app':'web'},'ports':[{'port':80}]}}");
        cluster.put(Kinds.DEPLOYMENTS, "{'metadata':{'name':'web','namespace':'shop'},'spec':{'replicas':3,"
                + "'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':'25%','maxUnavailable':'25%'}},"
                + "'progressDeadlineSeconds':600,'selector':{'matchLabels':{'app':'web'}}," + template("web") + "}}");
        cluster.await("three pods", () -> cluster.pods().size() == 3);
        cluster.runPods();
        cluster.await("deployment available", () -> {
            JsonNode deployment = cluster.api.read(Kinds.DEPLOYMENTS, new ObjectKey("shop", "web"));
            return deployment.at("/status/availableReplicas").asInt(0) == 3;
        });
        cluster.await("endpoints", () -> {
            JsonNode endpoints = cluster.api.read(Kinds.ENDPOINTS, new ObjectKey("shop", "web"));
            return endpoints != null && endpoints.at("/subsets/0/addresses").size() == 3;
        });
        cluster.await("slice", () -> cluster.api.objects(Kinds.ENDPOINT_SLICES).getFirst().at("/endpoints").size() == 3);
        cluster.await("event", () -> cluster.events.stream().anyMatch(e -> e.startsWith("ScalingReplicaSet")));
    }

    @Test
    void aStatefulSetMakesItsPodsOneAfterAnother() {
        cluster.put(Kinds.STATEFUL_SETS, "{'metadata':{'name':'db','namespace':'shop'},'spec':{'replicas':2,"
                + "'serviceName':'db','selector':{'matchLabels':{'app':'db'}}," + template("db")
                + ",'volumeClaimTemplates':[{'metadata':{'name':'data'},'spec':{}}]}}");
        cluster.await("one pod", () -> cluster.pods().size() == 1);
        assertThat(cluster.pods().getFirst().at("/metadata/name").asString()).isEqualTo("db-0");
        cluster.runPods();
        cluster.await("two pods", () -> cluster.pods().size() == 2);
        assertThat(cluster.api.objects(Kinds.CLAIMS)).hasSize(2);
        assertThat(cluster.api.objects(Kinds.REVISIONS)).hasSize(1);
    }

    @Test
    void aDaemonSetHasAPodOnEveryNode() {
        cluster.put(Kinds.NODES, "{'metadata':{'name':'n1'},'spec':{},'status':{}}");
        cluster.put(Kinds.NODES, "{'metadata':{'name':'n2'},'spec':{'taints':[{'key':'x','effect':'NoSchedule'}]}}");
        cluster.put(Kinds.DAEMON_SETS, "{'metadata':{'name':'log','namespace':'shop'},'spec':{"
                + "'selector':{'matchLabels':{'app':'log'}}," + template("log") + "}}");
        cluster.await("one pod", () -> cluster.pods().size() == 1);
        cluster.await("status", () -> cluster.api.objects(Kinds.DAEMON_SETS).getFirst()
                .at("/status/desiredNumberScheduled").asInt(0) == 1);
        cluster.await("addresses", () -> cluster.api.objects(Kinds.NODES).stream().allMatch(n -> n.at("/spec").has("podCIDR")));
    }

    @Test
    void aJobEndsWhenItsPodSucceeded() {
        cluster.put(Kinds.JOBS, "{'metadata':{'name':'once','namespace':'shop'},'spec':{'completions':1,'parallelism':1,"
                + "'backoffLimit':6,'selector':{'matchLabels':{'app':'once'}}," + template("once") + "}}");
        cluster.await("one pod", () -> cluster.pods().size() == 1);
        JsonNode pod = cluster.pods().getFirst();
        cluster.api.patch(Kinds.PODS, new ObjectKey("shop", pod.at("/metadata/name").asString()),
                io.navarch.machinery.client.Subresource.STATUS, io.navarch.machinery.client.PatchType.MERGE,
                io.navarch.machinery.object.Json.tree("{\"status\":{\"phase\":\"Succeeded\"}}"));
        cluster.await("complete", () -> cluster.api.objects(Kinds.JOBS).getFirst().at("/status/conditions/1/type").asString("").equals("Complete"));
        assertThat(cluster.api.objects(Kinds.JOBS).getFirst().at("/status/succeeded").asInt()).isEqualTo(1);
        cluster.await("let go", () -> cluster.pods().getFirst().at("/metadata/finalizers").isEmpty());
    }

    @Test
    void aNamespaceThatIsDeletedIsEmptiedFirstAndGarbageGoes() {
        cluster.put(Kinds.NAMESPACES, "{'metadata':{'name':'shop','finalizers':['x/y']},'spec':{'finalizers':['kubernetes']}}");
        cluster.await("account", () -> cluster.api.read(Kinds.SERVICE_ACCOUNTS, new ObjectKey("shop", "default")) != null);
        cluster.await("certificate", () -> cluster.api.read(Kinds.CONFIG_MAPS, new ObjectKey("shop", "kube-root-ca.crt")) != null);
        cluster.put(Kinds.CONFIG_MAPS, "{'metadata':{'name':'c','namespace':'shop','ownerReferences':[{'apiVersion':'v1',"
                + "'kind':'ConfigMap','name':'gone','uid':'gone'}]}}");
        cluster.await("garbage", () -> cluster.api.read(Kinds.CONFIG_MAPS, new ObjectKey("shop", "c")) == null);
        cluster.api.delete(Kinds.NAMESPACES, ObjectKey.cluster("shop"), new DeleteOptions(null, null, null));
        cluster.await("empty", () -> cluster.api.objects(Kinds.CONFIG_MAPS).isEmpty()
                && cluster.api.objects(Kinds.SERVICE_ACCOUNTS).isEmpty());
        cluster.await("finalized", () -> {
            JsonNode namespace = cluster.api.read(Kinds.NAMESPACES, ObjectKey.cluster("shop"));
            return namespace == null || namespace.at("/spec/finalizers").isEmpty();
        });
    }
}
