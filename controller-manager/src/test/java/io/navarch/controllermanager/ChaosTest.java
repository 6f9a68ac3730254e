package io.navarch.controllermanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Status;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever happens to pods, nodes and the API server, the controllers bring back what was asked for. A failure names its seed. */
class ChaosTest {

    private static final int BLOWS = 120;

    private static String template(String app) {
        return "'template':{'metadata':{'labels':{'app':'" + app + "'}},'spec':{'containers':[{'name':'c','image':'i'}]}}";
    }

    private static void ask(Cluster cluster) {
        for (int i = 1; i <= 4; i++) {
            cluster.put(Kinds.NODES, "{'metadata':{'name':'n" + i + "'},'spec':{}}");
        }
        cluster.put(Kinds.DEPLOYMENTS, "{'metadata':{'name':'web','namespace':'shop'},'spec':{'replicas':5,"
                + "'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1,'maxUnavailable':1}},"
                + "'selector':{'matchLabels':{'app':'web'}}," + template("web") + "}}");
        cluster.put(Kinds.STATEFUL_SETS, "{'metadata':{'name':'db','namespace':'shop'},'spec':{'replicas':3,"
                + "'selector':{'matchLabels':{'app':'db'}}," + template("db") + "}}");
        cluster.put(Kinds.DAEMON_SETS, "{'metadata':{'name':'log','namespace':'shop'},'spec':{"
                + "'selector':{'matchLabels':{'app':'log'}}," + template("log") + "}}");
    }

    private static List<JsonNode> alive(Cluster cluster, String app) {
        return cluster.pods().stream()
                .filter(pod -> pod.at("/metadata/labels/app").asString("").equals(app))
                .filter(pod -> !pod.at("/metadata").has("deletionTimestamp"))
                .filter(pod -> !pod.at("/status/phase").asString("").equals("Failed"))
                .toList();
    }

    private static void blow(Cluster cluster, Random random, AtomicBoolean trouble) {
        List<JsonNode> pods = cluster.pods();
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                if (!pods.isEmpty()) {
                    JsonNode pod = pods.get(random.nextInt(pods.size()));
                    cluster.api.delete(Kinds.PODS, key(pod), new DeleteOptions(0L, null, null));
                }
            }
            case 2 -> {
                if (!pods.isEmpty()) {
                    cluster.setPhase(key(pods.get(random.nextInt(pods.size()))), "Failed");
                }
            }
            case 3 -> trouble.set(random.nextBoolean());
            case 4 -> cluster.api.breakStreams();
            default -> cluster.runPods();
        }
    }

    private static ObjectKey key(JsonNode object) {
        return new ObjectKey(object.at("/metadata/namespace").asString(""), object.at("/metadata/name").asString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42, 20261120})
    void whatWasAskedForComesBack(long seed) {
        Random random = new Random(seed);
        AtomicBoolean trouble = new AtomicBoolean();
        try (Cluster cluster = new Cluster()) {
            ask(cluster);
            Random luck = new Random(seed + 1);
            cluster.api.refuse(write -> {
                if (trouble.get() && luck.nextInt(3) == 0) {
                    if (luck.nextBoolean()) {
                        throw new ApiUnavailable("trouble", new IllegalStateException());
                    }
                    return new Status(409, "Conflict", "trouble");
                }
                return null;
            });
            for (int i = 0; i < BLOWS; i++) {
                blow(cluster, random, trouble);
            }
            trouble.set(false);
            String with = "with seed " + seed + " ";
            cluster.await(with + "the Deployment has its pods", () -> {
                cluster.runPods();
                return alive(cluster, "web").size() == 5;
            });
            cluster.await(with + "the StatefulSet has its numbers", () -> {
                cluster.runPods();
                return alive(cluster, "db").stream().map(p -> p.at("/metadata/name").asString()).sorted().toList()
                        .equals(List.of("db-0", "db-1", "db-2"));
            });
            cluster.await(with + "the status says so", () -> {
                JsonNode status = cluster.api.read(Kinds.DEPLOYMENTS, new ObjectKey("shop", "web")).path("status");
                return status.path("availableReplicas").asInt(0) == 5 && status.path("replicas").asInt(0) == 5;
            });
            cluster.await(with + "each node has its daemon", () -> alive(cluster, "log").size() == 4);
            assertThat(cluster.api.objects(Kinds.REPLICA_SETS)).as(with + "one template, one ReplicaSet").hasSize(1);
        }
    }
}
