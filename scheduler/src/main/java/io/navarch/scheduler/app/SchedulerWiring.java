package io.navarch.scheduler.app;

import io.grpc.ManagedChannel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.election.LeaderElection;
import io.navarch.machinery.election.Timing;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.health.HealthServer;
import io.navarch.machinery.identity.IdentityFolder;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.Scheduler;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The object graph of a scheduler process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchedulerProperties.class)
class SchedulerWiring {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    PrometheusMeterRegistry metrics() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel channel(SchedulerProperties properties, InstantSource clock) {
        IdentityFolder folder = new IdentityFolder(properties.identityFolder(), clock);
        return ApiChannels.secure(
                properties.apiServers(), () -> folder.read("scheduler"), folder.readCertificates("ca"));
    }

    @Bean
    Api api(ManagedChannel channel) {
        return new GrpcApi(channel, "kube-scheduler");
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Scheduler scheduler(
            SchedulerProperties properties, Api api, InstantSource clock, PrometheusMeterRegistry metrics) {
        RandomGenerator random = properties.seed() == null ? new SplittableRandom() : new SplittableRandom(properties.seed());
        return new Scheduler(api, properties.usedProfiles(), clock, random, metrics);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Leadership leadership(SchedulerProperties properties, Api api, Scheduler scheduler, InstantSource clock) {
        if (!properties.leaderElect()) {
            return new Leadership.Sole(scheduler);
        }
        return new Leadership.Elected(new LeaderElection(
                api,
                new ObjectKey("kube-system", "kube-scheduler"),
                "scheduler_" + UUID.randomUUID(),
                Timing.USUAL,
                clock,
                scheduler::lead));
    }

    @Bean(destroyMethod = "close")
    HealthServer health(SchedulerProperties properties, Scheduler scheduler, PrometheusMeterRegistry metrics) {
        HealthChecks checks = new HealthChecks().add("informer-sync", HealthChecks.Scope.READY, scheduler::ready);
        return HealthServer.http(
                new InetSocketAddress(properties.healthAddress(), properties.healthPort()), checks, metrics);
    }
}
