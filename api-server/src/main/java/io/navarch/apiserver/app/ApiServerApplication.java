package io.navarch.apiserver.app;

import java.nio.file.Path;

/** Starts an API server as a process of its own. */
public final class ApiServerApplication {

    private ApiServerApplication() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        ApiServer server = new ApiServer(ApiServerSettings.in(folder, Integer.parseInt(args[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.start();
        server.writeAdminKubeconfig(folder.resolve("kubeconfig"));
        Thread.currentThread().join();
    }
}
