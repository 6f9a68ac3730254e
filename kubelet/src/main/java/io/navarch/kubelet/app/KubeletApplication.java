package io.navarch.kubelet.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts a node's kubelet as a process of its own: {@code --navarch.kubelet.node-name=n1 --navarch.kubelet.node-ip=10.0.0.7
 * --navarch.kubelet.identity-folder=/etc/navarch/pki}. With {@code --navarch.kubelet.simulated-nodes=100} it is a hundred nodes without
 * containers, named after node-name.
 */
@SpringBootApplication(proxyBeanMethods = false, scanBasePackageClasses = KubeletWiring.class)
public class KubeletApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(KubeletApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(args);
    }
}
