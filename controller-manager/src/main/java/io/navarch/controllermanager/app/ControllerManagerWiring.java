package io.navarch.controllermanager.app;

import io.grpc.ManagedChannel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.controllermanager.ControllerManager;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.election.LeaderElection;
import io.navarch.machinery.election.Timing;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.health.HealthServer;
import io.navarch.machinery.identity.ClusterAuthority;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.identity.Pem;
import io.navarch.machinery.loop.ApiEventRecorder;
import io.navarch.machinery.object.ObjectKey;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The object graph of a controller-manager process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ControllerManagerProperties.class)
class ControllerManagerWiring {

    private static final String NAME = "kube-controller-manager";

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    PrometheusMeterRegistry metrics() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    IdentityFolder identities(ControllerManagerProperties properties, InstantSource clock) {
        return new IdentityFolder(properties.identityFolder(), clock);
    }

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel channel(ControllerManagerProperties properties, IdentityFolder identities) {
        return ApiChannels.secure(
                properties.apiServers(), () -> identities.read("controller-manager"), identities.readCertificates("ca"));
    }

    @Bean
    Api api(ManagedChannel channel) {
        return new GrpcApi(channel, NAME);
    }

    @Bean(destroyMethod = "close")
    ApiEventRecorder events(Api api, InstantSource clock) {
        return new ApiEventRecorder(api, "", clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ControllerManager controllers(
            ControllerManagerProperties properties,
            Api api,
            ApiEventRecorder events,
            InstantSource clock,
            IdentityFolder identities) {
        String root = Pem.certificates(identities.readCertificates("ca"));
        return new ControllerManager(
                api, events, clock, properties.settings(root), identities.serviceAccountKeys(), authority(identities));
    }

    /** Where the folder has the authority's certificate but not its key, somebody else signs. */
    private static @Nullable ClusterAuthority authority(IdentityFolder identities) {
        return Files.exists(identities.folder().resolve("ca.key")) ? identities.clusterAuthority() : null;
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Leadership leadership(
            ControllerManagerProperties properties, Api api, ControllerManager controllers, InstantSource clock) {
        if (!properties.leaderElect()) {
            return new Leadership.Sole(controllers);
        }
        return new Leadership.Elected(new LeaderElection(
                api,
                new ObjectKey("kube-system", NAME),
                NAME + "_" + UUID.randomUUID(),
                Timing.USUAL,
                clock,
                controllers::lead));
    }

    @Bean(destroyMethod = "close")
    HealthServer health(
            ControllerManagerProperties properties, ControllerManager controllers, PrometheusMeterRegistry metrics) {
        HealthChecks checks = new HealthChecks().add("informer-sync", HealthChecks.Scope.READY, controllers::ready);
        return HealthServer.http(
                new InetSocketAddress(properties.healthAddress(), properties.healthPort()), checks, metrics);
    }
}
