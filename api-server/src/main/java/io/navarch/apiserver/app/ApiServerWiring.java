package io.navarch.apiserver.app;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The object graph of an API server process; its health and metrics are on its own HTTPS port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiServerProperties.class)
class ApiServerWiring {

    @Bean(initMethod = "start", destroyMethod = "close")
    ApiServer apiServer(ApiServerProperties properties) {
        return new ApiServer(properties.settings());
    }
}
