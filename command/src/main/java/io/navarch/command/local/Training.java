package io.navarch.command.local;

import io.grpc.ManagedChannel;
import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.cluster.NodeSubnet;
import io.navarch.kubelet.cri.CriClient;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.Kubeconfig;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the JVM is shown so that it can write an AOT cache: a control plane with simulated nodes starts, a deployment runs, clients
 * ask over HTTPS and gRPC; then all of Navarch's own classes are loaded, so that a real node's are in the cache too.
 */
public final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final int TRIES = 600;
    private static final int NODES = 3;
    /** Below what the kernel gives to outgoing connections. */
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS_APART = 10;
    private static final Gvr DEPLOYMENTS = new Gvr("apps", "v1", "deployments");
    private static final Gvr PODS = Gvr.core("pods");

    private final ClusterFolder folder;
    private final ClusterSettings settings;
    private final IdentityFolder identities;

    private Training(ClusterFolder folder, ClusterSettings settings) {
        this.folder = folder;
        this.settings = settings;
        this.identities = new IdentityFolder(folder.pki(), InstantSource.system());
    }

    /** True when everything was seen to work. The folder is an empty one. */
    public static boolean run(ClusterFolder folder) {
        folder.create();
        ClusterSettings settings = IntStream.iterate(FIRST_PORT, port -> port + PORTS_APART)
                .mapToObj(port -> new ClusterSettings(
                        0, NODES, port, NodeSubnet.USUAL, List.of(), ClusterSettings.USUAL_NODE_GRACE))
                .filter(candidate -> Ports.taken(candidate).isEmpty())
                .findFirst()
                .orElseThrow();
        settings.write(folder);
        boolean worked = new Training(folder, ClusterSettings.read(folder).orElseThrow()).run();
        loadOwnClasses();
        return worked;
    }

    private boolean run() {
        try (ControlPlane controlPlane =
                new ControlPlane(folder, settings, InstantSource.system(), new SplittableRandom())) {
            controlPlane.start();
            Identity admin = identities.client("admin", Subject.ADMIN);
            new Kubeconfig("navarch", settings.server(), List.of(identities.clusterAuthority().certificate()), "admin", admin)
                    .write(folder.kubeconfig());
            try (ApiProbe api = new ApiProbe(settings.server(), admin, identities.clusterAuthority().certificate())) {
                boolean ready = eventually(() -> api.nodes().filter(n -> n.size() == NODES && !n.containsValue(false)).isPresent());
                return ready && aDeploymentRuns(api) && aNodeAsks();
            }
        }
    }

    private boolean aDeploymentRuns(ApiProbe api) {
        ManagedChannel channel = ApiChannels.secure(List.of("127.0.0.1:" + settings.grpcPort()),
                () -> identities.client("admin", Subject.ADMIN), List.of(identities.clusterAuthority().certificate()));
        try {
            GrpcApi client = new GrpcApi(channel, "training");
            client.create(DEPLOYMENTS, "default", Json.tree("""
                    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "train"},
                     "spec": {"replicas": 3, "selector": {"matchLabels": {"a": "b"}},
                              "template": {"metadata": {"labels": {"a": "b"}},
                                           "spec": {"containers": [{"name": "c", "image": "busybox:1.36"}]}}}}
                    """));
            for (String path : List.of("/api", "/apis", "/openapi/v3", "/version", "/apis/apps/v1", "/metrics")) {
                api.ask(path);
            }
            return eventually(() -> client.list(PODS, "default", "", "").stream()
                            .filter(pod -> Json.tree(pod).at("/status/phase").asString("").equals("Running"))
                            .count() == 3);
        } finally {
            channel.shutdownNow();
        }
    }

    /** There is no containerd here; the way to the refusal is what is wanted. */
    private boolean aNodeAsks() {
        try (CriClient client = new CriClient(folder.run().resolve("none.sock"))) {
            LOG.info("{}", client);
            return true;
        }
    }

    private static boolean eventually(BooleanSupplier condition) {
        for (int i = 0; i < TRIES; i++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private static void loadOwnClasses() {
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(part);
            if (jar.getFileName().toString().startsWith("navarch")) {
                loadAll(jar);
            }
        }
    }

    private static void loadAll(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                try {
                    Class.forName(entry.getName().replace('/', '.').replace(".class", ""), false, Training.class.getClassLoader());
                } catch (ClassNotFoundException | LinkageError notHere) {
                    LOG.debug("{}", notHere.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
