package io.navarch.command.local;

import io.grpc.ManagedChannel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.apiserver.app.ApiServer;
import io.navarch.apiserver.app.ApiServerSettings;
import io.navarch.apiserver.cache.CacheLimits;
import io.navarch.command.cluster.ClusterFolder;
import io.navarch.command.cluster.ClusterSettings;
import io.navarch.command.cluster.ClusterSettings.Service;
import io.navarch.command.route.PodRoutes;
import io.navarch.controllermanager.ControllerManager;
import io.navarch.controllermanager.ControllerManagerSettings;
import io.navarch.kubelet.NodePorts;
import io.navarch.kubelet.SimulatedNodes;
import io.navarch.kubelet.Timers;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.health.HealthServer;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.Pem;
import io.navarch.machinery.identity.ServingNames;
import io.navarch.machinery.identity.Subject;
import io.navarch.machinery.loop.ApiEventRecorder;
import io.navarch.scheduler.Profile;
import io.navarch.scheduler.Scheduler;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane in one JVM: API server, scheduler and controller manager, speaking gRPC within the process, and the simulated
 * nodes. A service that runs without the API server at its side finds it on the loopback.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Subject SIMULATED_NODES = new Subject("system:simulated-nodes", List.of("system:masters"));

    private final ClusterFolder folder;
    private final ClusterSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final IdentityFolder identities;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthChecks health = new HealthChecks();
    private final List<AutoCloseable> parts = new ArrayList<>();

    public ControlPlane(ClusterFolder folder, ClusterSettings settings, InstantSource clock, RandomGenerator random) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.identities = new IdentityFolder(folder.pki(), clock);
    }

    public void start() {
        Function<Subject, ManagedChannel> channels = this::remote;
        if (settings.runs(Service.API_SERVER)) {
            ApiServer apiServer = new ApiServer(apiServerSettings());
            parts.add(apiServer);
            apiServer.start();
            channels = caller -> ApiChannels.inProcess(apiServer.inProcessName(), caller);
        }
        if (settings.runs(Service.CONTROLLER_MANAGER)) {
            startControllers(api(channels, Subject.CONTROLLER_MANAGER, "kube-controller-manager"));
        }
        if (settings.runs(Service.SCHEDULER)) {
            startScheduler(api(channels, Subject.SCHEDULER, "kube-scheduler"));
        }
        if (settings.simulatedNodes() > 0) {
            startSimulatedNodes(channels);
        }
        if (settings.nodes() > 0) {
            parts.add(PodRoutes.keep(api(channels, SIMULATED_NODES, "navarch"), ""));
        }
        parts.add(HealthServer.http(new InetSocketAddress(LOOPBACK, settings.healthPort()), health, metrics));
    }

    private ApiServerSettings apiServerSettings() {
        boolean reachedByNodes = settings.nodes() > 0;
        return new ApiServerSettings(
                folder.store(),
                folder.pki(),
                LOOPBACK,
                settings.port(),
                settings.grpcPort(),
                List.of(),
                reachedByNodes ? List.of(settings.subnet().host()) : List.of(),
                reachedByNodes ? settings.subnet().host() : LOOPBACK,
                ApiServerSettings.Cluster.STANDARD,
                ApiServerSettings.Anonymous.ADMITTED,
                CacheLimits.standard());
    }

    private void startControllers(Api api) {
        ApiEventRecorder events = new ApiEventRecorder(api, "", clock);
        ControllerManager controllers = new ControllerManager(api, events, clock, ControllerManagerSettings.standard()
                .withRootCertificate(Pem.certificates(List.of(identities.clusterAuthority().certificate())))
                .withNodeGrace(settings.nodeGrace())
                .withLocalPath(folder.volumes().toString()),
                identities.serviceAccountKeys(),
                identities.clusterAuthority());
        parts.add(events);
        parts.add(controllers);
        controllers.start();
        controllers.lead(true);
    }

    private void startScheduler(Api api) {
        Scheduler scheduler = new Scheduler(api, List.of(Profile.USUAL), clock, random, metrics);
        health.add("scheduler-informer-sync", HealthChecks.Scope.READY, scheduler::ready);
        parts.add(scheduler);
        scheduler.start();
        scheduler.lead(true);
    }

    private void startSimulatedNodes(Function<Subject, ManagedChannel> channels) {
        Timers timers = new Timers(clock);
        SimulatedNodes nodes = new SimulatedNodes(
                SimulatedNodes.Settings.of(ClusterSettings.SIMULATED, settings.simulatedNodes(), LOOPBACK, settings.streamsPort()),
                api(channels, SIMULATED_NODES, "kubelet"),
                name -> api(channels, Subject.node(name), "kubelet"), timers);
        parts.add(timers);
        parts.add(nodes);
        nodes.start();
        parts.add(NodePorts.open(NodePorts.Settings.of(LOOPBACK, -1, settings.streamsPort(),
                () -> identities.server("simulated-nodes", Subject.node(ClusterSettings.SIMULATED),
                        ServingNames.of(List.of("localhost"), List.of(LOOPBACK))),
                List.of(identities.clusterAuthority().certificate())), nodes, timers));
    }

    private Api api(Function<Subject, ManagedChannel> channels, Subject caller, String fieldManager) {
        ManagedChannel channel = channels.apply(caller);
        parts.add(channel::shutdownNow);
        return new GrpcApi(channel, fieldManager);
    }

    private ManagedChannel remote(Subject caller) {
        String name = caller.commonName().replace("system:kube-", "").replace(':', '-');
        return ApiChannels.secure(List.of(LOOPBACK + ":" + settings.grpcPort()), () -> identities.client(name, caller),
                List.of(identities.clusterAuthority().certificate()));
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception trouble) {
                LOG.warn("stopping {}", part, trouble);
            }
        }
    }
}
