package io.navarch.command.app;

import io.navarch.command.local.NodeProcess;
import io.navarch.machinery.identity.IdentityFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "worker", mixinStandardHelpOptions = true,
        description = "A node of a cluster whose control plane is elsewhere: kubelet, proxy, DNS and routes in one process.")
final class WorkerCommand implements Callable<Integer> {

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--ip", required = true, description = "where the API servers and other nodes reach this one")
    private String ip = "";

    @Option(names = "--api-server", split = ",", required = true, description = "HOST:PORT of the API servers' gRPC")
    private List<String> apiServers = List.of();

    @Option(names = "--identity-folder", defaultValue = "/etc/navarch/pki",
            description = "kubelet, kubelet-server and kube-proxy (.crt and .key), and ca.crt")
    private Path identities = Path.of("");

    @Option(names = "--containerd", defaultValue = "/run/navarch/containerd.sock", description = "containerd's socket")
    private Path containerd = Path.of("");

    @Option(names = "--state", defaultValue = "/var/lib/navarch", description = "pods' volumes and logs")
    private Path state = Path.of("");

    @Option(names = "--cni", defaultValue = "/etc/cni/net.d", description = "where containerd looks for the pods' network")
    private Path cni = Path.of("");

    @Option(names = "--cgroup", defaultValue = "/", description = "under which the pods' are")
    private String cgroup = "/";

    @Override
    public Integer call() throws Exception {
        NodeProcess process = new NodeProcess(new NodeProcess.Settings(name, ip, apiServers,
                new NodeProcess.NodeIdentities(new IdentityFolder(identities, InstantSource.system()), "kubelet", "kubelet-server",
                        "kube-proxy"),
                containerd, cni, state.resolve("kubelet"), cgroup), InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        process.start();
        Thread.currentThread().join();
        return 0;
    }
}
