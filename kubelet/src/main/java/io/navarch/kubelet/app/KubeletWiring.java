package io.navarch.kubelet.app;

import io.grpc.ManagedChannel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.kubelet.NodePorts;
import io.navarch.kubelet.Timers;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.health.HealthServer;
import io.navarch.machinery.identity.IdentityFolder;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The object graph of a kubelet process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KubeletProperties.class)
class KubeletWiring {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "close")
    Timers timers(InstantSource clock) {
        return new Timers(clock);
    }

    @Bean
    IdentityFolder identities(KubeletProperties properties, InstantSource clock) {
        return new IdentityFolder(properties.identityFolder(), clock);
    }

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel channel(KubeletProperties properties, IdentityFolder identities) {
        return ApiChannels.secure(properties.apiServers(), () -> identities.read("kubelet"), identities.readCertificates("ca"));
    }

    @Bean
    PrometheusMeterRegistry metrics() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean(destroyMethod = "close")
    KubeletProcess nodes(
            KubeletProperties properties,
            ManagedChannel channel,
            IdentityFolder identities,
            PrometheusMeterRegistry metrics,
            Timers timers) {
        NodePorts.Settings ports = new NodePorts.Settings(properties.bindAddress(), properties.httpsPort(), properties.streamsPort(),
                () -> identities.read("kubelet-server"), identities.readCertificates("ca"), metrics, new HealthChecks());
        return KubeletProcess.start(properties, new GrpcApi(channel, "kubelet"), ports, timers);
    }

    @Bean(destroyMethod = "close")
    HealthServer health(KubeletProperties properties, KubeletProcess nodes, PrometheusMeterRegistry metrics) {
        HealthChecks checks = new HealthChecks().add("node", HealthChecks.Scope.READY, nodes::ready);
        return HealthServer.http(new InetSocketAddress(properties.healthAddress(), properties.healthPort()), checks, metrics);
    }
}
