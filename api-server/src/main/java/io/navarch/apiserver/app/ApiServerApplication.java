package io.navarch.apiserver.app;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts an API server as a process of its own: {@code --navarch.api-server.identity-folder=/etc/navarch/pki}. With the two plain
 * arguments FOLDER PORT it keeps everything in one folder, serves on the loopback, and writes FOLDER/kubeconfig; URLs of etcd may follow.
 */
@SpringBootApplication(proxyBeanMethods = false, scanBasePackageClasses = ApiServerWiring.class)
public class ApiServerApplication {

    public static void main(String[] args) throws InterruptedException {
        if (args.length >= 2 && !args[0].startsWith("--")) {
            inOneFolder(Path.of(args[0]), Integer.parseInt(args[1]), List.of(args).subList(2, args.length));
            return;
        }
        SpringApplication application = new SpringApplication(ApiServerApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setKeepAlive(true);
        application.run(args);
    }

    private static void inOneFolder(Path folder, int port, List<String> etcd) throws InterruptedException {
        ApiServer server = new ApiServer(ApiServerSettings.in(folder, port).withEtcd(etcd));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.start();
        server.writeAdminKubeconfig(folder.resolve("kubeconfig"));
        Thread.currentThread().join();
    }
}
