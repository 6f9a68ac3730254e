package io.navarch.controllermanager.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a controller manager as a process of its own: {@code --navarch.controller-manager.identity-folder=/etc/navarch/pki}. */
@SpringBootApplication(proxyBeanMethods = false, scanBasePackageClasses = ControllerManagerWiring.class)
public class ControllerManagerApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(ControllerManagerApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(args);
    }
}
