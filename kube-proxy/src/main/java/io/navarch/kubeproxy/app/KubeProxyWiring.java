package io.navarch.kubeproxy.app;

import io.grpc.ManagedChannel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.kubeproxy.KubeProxy;
import io.navarch.kubeproxy.nft.Nft;
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

/** The object graph of a proxy process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KubeProxyProperties.class)
class KubeProxyWiring {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel channel(KubeProxyProperties properties, InstantSource clock) {
        IdentityFolder folder = new IdentityFolder(properties.identityFolder(), clock);
        return ApiChannels.secure(
                properties.apiServers(), () -> folder.read("kube-proxy"), folder.readCertificates("ca"));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    KubeProxy kubeProxy(KubeProxyProperties properties, ManagedChannel channel, InstantSource clock) {
        return new KubeProxy(new GrpcApi(channel, "kube-proxy"), properties.settings(), new Nft(), clock);
    }

    @Bean(destroyMethod = "close")
    HealthServer health(KubeProxyProperties properties, KubeProxy proxy) {
        HealthChecks checks = new HealthChecks().add("rules", HealthChecks.Scope.READY, proxy::ready);
        return HealthServer.http(
                new InetSocketAddress(properties.healthAddress(), properties.healthPort()),
                checks,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
}
