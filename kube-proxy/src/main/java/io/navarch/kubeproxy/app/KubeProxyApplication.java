package io.navarch.kubeproxy.app;

import io.navarch.kubeproxy.KubeProxy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts a node's proxy as a process of its own: {@code --navarch.kube-proxy.node-name=n1
 * --navarch.kube-proxy.identity-folder=/etc/navarch/pki}. With {@code clean-up} as the first word it takes the rules and the DNS address
 * (the second word) away and ends.
 */
@SpringBootApplication(proxyBeanMethods = false, scanBasePackageClasses = KubeProxyWiring.class)
public class KubeProxyApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("clean-up")) {
            KubeProxy.cleanUp(args.length > 1 ? args[1] : null);
            return;
        }
        SpringApplication application = new SpringApplication(KubeProxyApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(args);
    }
}
