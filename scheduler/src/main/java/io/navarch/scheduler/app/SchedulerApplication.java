package io.navarch.scheduler.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a scheduler as a process of its own: {@code --navarch.scheduler.identity-folder=/etc/navarch/pki}. */
@SpringBootApplication(proxyBeanMethods = false, scanBasePackageClasses = SchedulerWiring.class)
public class SchedulerApplication {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SchedulerApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(args);
    }
}
